using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Tests;

/// <summary>What the server mailed, read from its files.</summary>
public sealed partial record TestMail(string Path, string To, string Text, string Raw)
{
    /// <summary>The 8-digit code; null where the mail has none.</summary>
    public string? Code => Digits().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>All mails of a folder for one address, oldest first.</summary>
    public static IReadOnlyList<TestMail> ReadAll(string dataDir, string to) =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(dataDir, "mail"), "*.eml").Order(StringComparer.Ordinal).Select(Read)
            .Where(mail => string.Equals(mail.To, to, StringComparison.OrdinalIgnoreCase))];

    private static TestMail Read(string path)
    {
        var raw = File.ReadAllText(path, Encoding.UTF8);
        var text = raw[raw.IndexOf("Content-Type: text/plain", StringComparison.Ordinal)..raw.IndexOf("Content-Type: text/html", StringComparison.Ordinal)];
        return new(path, Recipient().Match(raw).Groups[1].Value, text, raw);
    }

    [GeneratedRegex(@"^    (\d{8})\r$", RegexOptions.Multiline)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^To: (.+)\r$", RegexOptions.Multiline)]
    private static partial Regex Recipient();
}
