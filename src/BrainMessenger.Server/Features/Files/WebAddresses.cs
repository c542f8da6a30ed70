using System.Text.RegularExpressions;

namespace BrainMessenger.Server.Features.Files;

/// <summary>The web addresses in a text, by the same rule by which the web client makes links of them.</summary>
internal static partial class WebAddresses
{
    private const string Closing = ".,:;!?'”»)]}";

    /// <summary>In order, each once.</summary>
    public static IReadOnlyList<string> Find(string text) =>
        [.. Address().Matches(text).Select(match => Trim(match.Value)).Where(IsAddress).Distinct(StringComparer.Ordinal)];

    /// <summary>A full stop after an address belongs to the sentence; the bracket of …/Set_(mathematics) stays.</summary>
    private static string Trim(string found)
    {
        var end = found.Length;
        while (end > 0 && Closing.Contains(found[end - 1], StringComparison.Ordinal))
        {
            if (found[end - 1] == ')' && found.AsSpan(0, end).Count('(') == found.AsSpan(0, end).Count(')')) break;
            end--;
        }

        return found[..end];
    }

    private static bool IsAddress(string found) => Uri.TryCreate(found, UriKind.Absolute, out var address) && address.Host.Length > 0;

    [GeneratedRegex("""(?<![\p{L}\p{N}_])https?://[^\s<>"]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
