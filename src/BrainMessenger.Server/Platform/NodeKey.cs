using System.Security.Cryptography;

namespace BrainMessenger.Server.Platform;

/// <summary>
/// The 32 random bytes of this node (DATA_DIR/keys/node.key, made at first start): everything that this node seals or
/// signs for itself is derived from it, one purpose a key.
/// </summary>
internal sealed class NodeKey
{
    private readonly byte[] _secret;

    public NodeKey(DataDirectory data)
    {
        var path = Path.Combine(data.Keys, "node.key");
        if (!File.Exists(path)) PrivateFile.Write(path, RandomNumberGenerator.GetBytes(32));
        _secret = File.ReadAllBytes(path);
        if (_secret.Length != 32)
            throw new StartupException(ExitCode.Configuration, $"{path} is damaged (not 32 bytes): restore it from a backup or delete it to have a new one made.");
    }

    /// <summary>A 32-byte key for one purpose; the same for the life of the node.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    /// <summary>Seals for this node only, bound to the purpose.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain) => Sealing.Seal(Derive(purpose), plain);

    /// <summary>Null where another node's key sealed it, or where it was altered.</summary>
    public byte[]? Unseal(string purpose, ReadOnlySpan<byte> sealedBytes) => Sealing.Unseal(Derive(purpose), sealedBytes);
}
