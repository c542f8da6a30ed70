using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed partial class MailTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "your BrainMessenger code", "enter this code")]
    [InlineData("ru", "ваш код BrainMessenger", "введите этот код")]
    [InlineData("ru-RU", "ваш код BrainMessenger", "введите этот код")]
    [InlineData("tlh", "your BrainMessenger code", "enter this code")]
    public async Task A_mail_speaks_the_language_of_its_reader_as_text_and_as_HTML(string locale, string subject, string words)
    {
        using var client = server.NewClient();
        var email = $"mail-{locale}@example.org";
        await client.Accounts.RegisterAsync(email, Server.Password, "<b>Ana</b>", locale, Ct);

        var mail = Assert.Single(server.MailsTo(email));

        Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        Assert.Equal($"{mail.Code} — {subject}".Replace(" — your", " is your", StringComparison.Ordinal), Subject(mail.Raw));
        var parts = mail.Raw.Split("--" + Boundary().Match(mail.Raw).Groups[1].Value);
        Assert.Equal(4, parts.Length);
        Assert.Contains("multipart/alternative", parts[0], StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/html; charset=utf-8", parts[2], StringComparison.Ordinal);
        Assert.Contains(mail.Code!, parts[2], StringComparison.Ordinal);
        Assert.Equal("--\r\n", parts[3]);
        Assert.DoesNotContain("Ana", mail.Raw, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[^\r]\n", mail.Raw);
        Assert.All(mail.Raw.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 998));
    }

    [Fact]
    public async Task A_mail_file_is_for_its_owner_only_and_does_not_name_the_reader()
    {
        using var client = server.NewClient();
        await client.Accounts.RegisterAsync("private@example.org", Server.Password, "Ana", ct: Ct);

        var path = Assert.Single(server.MailsTo("private@example.org")).Path;

        Assert.Matches(@"^\d{8}T\d{9}Z-[0-9a-f]{8}\.eml$", Path.GetFileName(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public async Task A_notice_to_a_known_address_has_no_code_and_carries_no_mark_up_of_the_name()
    {
        using var ana = await server.SignUpAsync("<img src=x> & Ana");
        using var client = server.NewClient();
        await client.Accounts.RegisterAsync(ana.Email, Server.Password, "Somebody else", "ru", Ct);

        var mail = Assert.Single(server.MailsTo(ana.Email));

        Assert.Null(mail.Code);
        Assert.Contains("already have an account", mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x&gt; &amp; Ana", mail.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody else", mail.Raw, StringComparison.Ordinal);
    }

    /// <summary>The subject line, its encoded words decoded (RFC 2047).</summary>
    private static string Subject(string raw)
    {
        var line = Header().Match(raw).Groups[1].Value;
        return line.StartsWith("=?", StringComparison.Ordinal)
            ? string.Concat(Word().Matches(line).Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value))))
            : line;
    }

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^Subject: (.+?)\r\n(?! )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Header();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]+)\?=")]
    private static partial Regex Word();
}
