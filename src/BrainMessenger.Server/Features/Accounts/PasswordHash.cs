using System.Security.Cryptography;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>PBKDF2-HMAC-SHA512 in PHC form: <c>$pbkdf2-sha512$i=220000$salt$hash</c>.</summary>
internal static class PasswordHash
{
    public const int Rounds = 220_000;

    private const string Algorithm = "pbkdf2-sha512";
    private const int SaltSize = 16;
    private const int HashSize = 64;

    public static string Make(string password, int rounds = Rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return $"${Algorithm}$i={rounds}${Encode(salt)}${Encode(Derive(password, salt, rounds))}";
    }

    public static bool Matches(string password, string stored) =>
        Read(stored) is var (rounds, salt, hash) && CryptographicOperations.FixedTimeEquals(Derive(password, salt, rounds), hash);

    /// <summary>True where the rule has changed since it was made.</summary>
    public static bool IsOutdated(string stored) => Read(stored) is not (Rounds, { Length: SaltSize }, { Length: HashSize });

    private static (int Rounds, byte[] Salt, byte[] Hash)? Read(string stored)
    {
        var fields = stored.Split('$');
        if (fields is not ["", Algorithm, ['i', '=', .. var rounds], var salt, var hash]) return null;
        return (int.Parse(rounds), Decode(salt), Decode(hash));
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, HashSize);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Decode(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
