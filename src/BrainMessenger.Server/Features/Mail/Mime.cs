using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BrainMessenger.Server.Features.Mail;

/// <summary>Writes a mail as MIME (RFC 5322, 2045 to 2047): multipart/alternative, bodies in UTF-8.</summary>
internal static class Mime
{
    /// <summary>Bytes in one encoded word: 75 characters less its frame, as base64.</summary>
    private const int WordBytes = 42;

    public static byte[] Write(MailMessage mail, string from, DateTimeOffset at)
    {
        var boundary = "=_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var mime = new StringBuilder()
            .Append("From: BrainMessenger <").Append(from).Append(">\r\n")
            .Append("To: ").Append(mail.To).Append("\r\n")
            .Append("Subject: ").Append(Header(mail.Subject)).Append("\r\n")
            .Append("Date: ").Append(at.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("Message-ID: <").Append(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))).Append('@').Append(from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]).Append(">\r\n")
            .Append("Auto-Submitted: auto-generated\r\n")
            .Append("MIME-Version: 1.0\r\n")
            .Append("Content-Type: multipart/alternative; boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        Part(mime, boundary, "text/plain", mail.Text);
        Part(mime, boundary, "text/html", mail.Html);
        mime.Append("--").Append(boundary).Append("--\r\n");
        return Encoding.UTF8.GetBytes(mime.ToString());
    }

    /// <summary>As it is where ASCII will do, else in encoded words that never split a character.</summary>
    private static string Header(string value)
    {
        if (Ascii.IsValid(value)) return value;
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > WordBytes) Flush();
            word.Append(rune);
        }

        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?=");
            word.Clear();
        }
    }

    private static void Part(StringBuilder mime, string boundary, string type, string body) =>
        // 8bit: short lines that a person can read in the file as they are.
        mime.Append("--").Append(boundary).Append("\r\n")
            .Append("Content-Type: ").Append(type).Append("; charset=utf-8\r\n")
            .Append("Content-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(body.ReplaceLineEndings("\r\n")).Append("\r\n");
}
