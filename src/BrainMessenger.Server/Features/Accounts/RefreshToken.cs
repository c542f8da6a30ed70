using System.Buffers.Text;
using System.Security.Cryptography;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>
/// The session's id and 32 random bytes. Stored is only its hash, and its successor sealed under it: whoever repeats a
/// rotation whose answer was lost gets the same successor, and the database alone opens nothing.
/// </summary>
internal sealed class RefreshToken
{
    private const int IdSize = 16;
    private const int Size = IdSize + 32;
    private const string SealPurpose = "refresh-successor";

    private readonly byte[] _bytes;

    private RefreshToken(byte[] bytes) => _bytes = bytes;

    public Guid SessionId => new(_bytes.AsSpan(0, IdSize), bigEndian: true);

    public string Hash => Convert.ToBase64String(SHA256.HashData(_bytes));

    public static RefreshToken New(Guid sessionId)
    {
        var bytes = RandomNumberGenerator.GetBytes(Size);
        sessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(bytes);
    }

    public static RefreshToken? Parse(string? text)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(Size)) return null;
        try
        {
            return new(Base64Url.DecodeFromChars(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public string Seal(RefreshToken successor) => Convert.ToBase64String(Sealing.Seal(Key, successor._bytes));

    public RefreshToken? Unseal(string successor) => Sealing.Unseal(Key, Convert.FromBase64String(successor)) is { } bytes ? new(bytes) : null;

    /// <summary>The token itself: a secret.</summary>
    public string Reveal() => Base64Url.EncodeToString(_bytes);

    private byte[] Key => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, 32, info: System.Text.Encoding.UTF8.GetBytes(SealPurpose));
}
