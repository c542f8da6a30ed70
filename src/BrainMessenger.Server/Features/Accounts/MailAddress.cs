using System.Globalization;
using System.Text.RegularExpressions;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>E-mail addresses: which are accepted, and the form by which one is found.</summary>
internal static partial class MailAddress
{
    public const int MaxLength = 254;

    /// <summary>The address as it is written to, its domain in ASCII; null where it is none that every mail server takes.</summary>
    public static string? Clean(string raw)
    {
        var text = raw.Trim();
        var at = text.LastIndexOf('@');
        if (text.Length > MaxLength || at is < 1 or > 64 || !Local().IsMatch(text[..at])) return null;
        if (AsciiDomain(text[(at + 1)..]) is not { } domain || !Domain().IsMatch(domain)) return null;
        var address = $"{text[..at]}@{domain}";
        return address.Length <= MaxLength ? address : null;
    }

    /// <summary>Case never tells two addresses apart: hardly any server does, and look-alikes would be a trap.</summary>
    public static string Key(string address) => (Clean(address) ?? address.Trim()).ToLowerInvariant();

    private static string? AsciiDomain(string domain)
    {
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z")]
    private static partial Regex Local();

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\z")]
    private static partial Regex Domain();
}
