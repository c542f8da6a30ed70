using System.Collections.Frozen;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Length and not being one that everybody tries first; no other rule, they make passwords worse.</summary>
internal static class PasswordRules
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    private static readonly Lazy<FrozenSet<string>> _common = new(ReadCommon);

    /// <summary>What is wrong with a new password; null where nothing is.</summary>
    public static string? Problem(string? password) => password switch
    {
        null or { Length: < MinLength } => $"A password has at least {MinLength} characters.",
        { Length: > MaxLength } => $"A password has at most {MaxLength} characters.",
        _ when !TextRules.IsStorable(password) => "The password has characters that cannot be used.",
        _ when _common.Value.Contains(password.ToLowerInvariant()) => "This password is one of the most common ones. Please choose another.",
        _ => null,
    };

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Accounts.common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
