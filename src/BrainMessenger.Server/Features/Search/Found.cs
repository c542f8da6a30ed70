namespace BrainMessenger.Server.Features.Search;

/// <summary>A message that has what was searched for, and where in its text.</summary>
internal sealed record Found(Guid ChatId, long Seq, IReadOnlyList<TextRange> Matches)
{
    /// <summary>Beyond this nobody looks at marks.</summary>
    private const int MostMatches = 100;

    /// <summary>Null where a term is neither in the text nor in the names of the files.</summary>
    public static Found? In(Guid chatId, long seq, string text, string? names, SearchQuery query)
    {
        if (query.Terms.Count == 0) return new(chatId, seq, []);
        var folded = SearchFold.Of(text);
        var foldedNames = names is null ? "" : SearchFold.Of(names).Value;
        var matches = new List<TextRange>();
        foreach (var term in query.Terms)
        {
            var at = Grams.Find(folded.Value, term, 0);
            if (at < 0 && Grams.Find(foldedNames, term, 0) < 0) return null;
            for (; at >= 0 && matches.Count < MostMatches; at = Grams.Find(folded.Value, term, at + term.Length))
                if (folded.Source(at, term.Length) is { } place) matches.Add(new(place.Start, place.Length));
        }

        return new(chatId, seq, Merged(matches));
    }

    /// <summary>In rising order; what overlaps becomes one.</summary>
    private static List<TextRange> Merged(List<TextRange> matches)
    {
        var merged = new List<TextRange>();
        foreach (var match in matches.OrderBy(m => m.Start))
        {
            if (merged.Count > 0 && match.Start <= merged[^1].Start + merged[^1].Length)
                merged[^1] = new(merged[^1].Start, Math.Max(merged[^1].Length, match.Start + match.Length - merged[^1].Start));
            else merged.Add(match);
        }

        return merged;
    }
}
