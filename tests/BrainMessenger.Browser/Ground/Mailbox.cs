using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Browser.Ground;

/// <summary>The mails that the server put into its folder, as their reader sees them.</summary>
internal static partial class Mailbox
{
    /// <summary>The newest code that was sent to this address and is not one of those already seen.</summary>
    public static Task<string> CodeForAsync(RealServer server, string email, params string[] seen) => Until.FoundAsync(
        () => Mails(server)
            .Where(mail => mail.Contains(email, StringComparison.OrdinalIgnoreCase))
            .SelectMany(mail => Code().Matches(Readable(mail)).Select(match => match.Value))
            .FirstOrDefault(code => !seen.Contains(code)),
        $"A mail with a code for {email}");

    /// <summary>Whoever waits for a mail does not read all that went to others.</summary>
    private const int Recent = 20;

    private static IEnumerable<string> Mails(RealServer server) =>
        Directory.Exists(server.MailFolder)
            ? new DirectoryInfo(server.MailFolder).GetFiles("*.eml").OrderByDescending(file => file.LastWriteTimeUtc).Take(Recent).Select(file => File.ReadAllText(file.FullName))
            : [];

    /// <summary>The bodies, with base64 parts opened.</summary>
    private static string Readable(string mail) => Base64Part().Replace(
        mail, part => Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups["body"].Value.ReplaceLineEndings(""))));

    [GeneratedRegex(@"(?<![\w.@/=-])\d{8}(?![\w@/-])")]
    private static partial Regex Code();

    [GeneratedRegex(@"Content-Transfer-Encoding: base64\r?\n(?:[\w-]+:.*\r?\n)*\r?\n(?<body>[A-Za-z0-9+/=\r\n]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Base64Part();
}
