using System.Security.Cryptography;
using System.Text;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>The rules of mailed codes (design §7).</summary>
internal sealed class MailedCode(NodeKey node)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);
    public const int MaxTries = 5;

    private readonly byte[] _key = node.Derive("mailed-code");

    public static string New() => RandomNumberGenerator.GetInt32(100_000_000).ToString("00000000");

    /// <summary>Keyed, as 8 digits are soon guessed from a plain hash, and bound to what the code opens.</summary>
    public string Hash(Guid opens, string code) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{opens}:{code}")));

    /// <summary>The same work where there is no code to compare with.</summary>
    public bool Matches(Guid opens, string code, string? hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(opens, code)), Encoding.UTF8.GetBytes(hash ?? Hash(opens, "none"))) && hash is not null;
}
