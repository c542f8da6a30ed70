using System.Globalization;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Search;

/// <summary>What somebody typed, taken apart: terms and filters.</summary>
internal sealed record SearchQuery(IReadOnlyList<string> Terms)
{
    public const int MaxLength = 256;
    private const int MaxTerms = 16;

    private static readonly char[] _quotes = ['"', '“', '”', '„', '«', '»'];

    /// <summary>Names of senders as they were given: me, @handle, a part of a name, an address.</summary>
    public IReadOnlyList<string> From { get; private init; } = [];

    /// <summary>A part of a chat's name.</summary>
    public string? In { get; private init; }

    /// <summary>The beginning of the day that was named: what is wanted is older.</summary>
    public DateTimeOffset? Before { get; private init; }

    /// <summary>The beginning of the day that was named: what is wanted is of that day or newer.</summary>
    public DateTimeOffset? After { get; private init; }

    public bool HasFile { get; private init; }

    private bool IsFiltered => From.Count > 0 || In is not null || Before is not null || After is not null || HasFile;

    /// <param name="text">Words, quoted phrases and filters (from:, in:, before:, after:, has:file).</param>
    /// <param name="day">How far the asker's days are from those of UTC.</param>
    public static Result<SearchQuery> Parse(string? text, TimeSpan day)
    {
        if (text is null || string.IsNullOrWhiteSpace(text) || text.Length > MaxLength || !TextRules.IsStorable(text))
            return Invalid($"Say what to search for, in up to {MaxLength} characters.");

        var terms = new HashSet<string>();
        var query = new SearchQuery([]);
        foreach (var (key, value) in Parts(text))
        {
            if (key is null)
            {
                if (SearchFold.Of(value).Value.Trim() is { Length: > 0 } term) terms.Add(term);
                continue;
            }

            var filtered = query.With(key, value, day);
            if (filtered.Error is not null) return filtered;
            query = filtered.Value!;
        }

        if (terms.Count > MaxTerms) return Invalid($"Search for at most {MaxTerms} words at once.");
        if (terms.Count > 0 && terms.All(term => Grams.OfTerm(term).Count == 0)) return Invalid("Search for at least one letter, digit or sign.");
        return terms.Count > 0 || query.IsFiltered ? query with { Terms = [.. terms] } : Invalid("Say what to search for.");
    }

    private Result<SearchQuery> With(string key, string value, TimeSpan day)
    {
        switch (key)
        {
            case "from":
                return this with { From = [.. From, value] };
            case "in":
                return this with { In = value };
            case "has":
                return value.Equals("file", StringComparison.OrdinalIgnoreCase) ? this with { HasFile = true } : Invalid("The filter has: knows has:file.");
            default:
                if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 2 or > 9998)
                    return Invalid($"Give the filter {key}: a date such as {key}:2026-01-31.");
                var at = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), day);
                return key == "before" ? this with { Before = at } : this with { After = at };
        }
    }

    /// <summary>Cuts at spaces outside quotes. A word before a colon is a filter only where it is one that we know.</summary>
    private static IEnumerable<(string? Key, string Value)> Parts(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var key = KeyAt(text, at);
            if (key is not null) at += key.Length + 1;
            var isQuoted = at < text.Length && _quotes.Contains(text[at]);
            if (isQuoted) at++;
            var end = at;
            while (end < text.Length && !(isQuoted ? _quotes.Contains(text[end]) : char.IsWhiteSpace(text[end]))) end++;
            // A filter that is still being typed is none.
            if (end > at) yield return (key, text[at..end]);
            at = isQuoted ? end + 1 : end;
        }
    }

    private static string? KeyAt(string text, int at)
    {
        foreach (var key in (string[])["from", "in", "before", "after", "has"])
            if (text.AsSpan(at).StartsWith(key, StringComparison.OrdinalIgnoreCase) && at + key.Length < text.Length && text[at + key.Length] == ':') return key;
        return null;
    }

    private static Error Invalid(string message) => Error.Validation("query", message);
}
