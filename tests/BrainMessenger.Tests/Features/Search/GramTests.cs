using BrainMessenger.Server.Features.Search;

namespace BrainMessenger.Tests.Features.Search;

/// <summary>The index may propose too much, never too little.</summary>
public sealed class GramTests
{
    private static readonly string[] _letters = ["a", "b", "c", "é", "ß", "Ж", "й", "ё", "会", "議", "𠮷", "の", "ン", "회", "ส", "🎉", "1", "2", "-", ".", "+", " ", " ", "\u0301"];

    [Fact]
    public void Whatever_contains_a_term_has_all_grams_of_the_term()
    {
        const int seed = 20261122;
        var random = new Random(seed);
        var found = 0;
        for (var n = 0; n < 20_000; n++)
        {
            var text = SearchFold.Of(Some(random, 12)).Value;
            var term = SearchFold.Of(Some(random, 3)).Value.Trim();
            if (term.Length == 0 || Grams.OfTerm(term).Count == 0 || Grams.Find(text, term, 0) < 0) continue;
            found++;
            Assert.True(Grams.OfTerm(term).IsSubsetOf(Grams.OfText(text)), $"'{term}' in '{text}' (seed {seed})");
        }

        Assert.True(found > 500, $"Only {found} of the random texts had their term (seed {seed})");
    }

    [Fact]
    public void Folding_again_changes_nothing_and_places_lead_back()
    {
        const string text = "Ещё ОДНА Straße, Ærø, Ｔｏｋｙｏ 東京 за́мок ΟΔΟΣ";

        var folded = SearchFold.Of(text);

        Assert.Equal("еще одна strasse, aero, tokyo 東京 замок οδοσ", folded.Value);
        Assert.Equal(folded.Value, SearchFold.Of(folded.Value).Value);
        Assert.Equal((9, 6), folded.Source(folded.Value.IndexOf("strasse", StringComparison.Ordinal), 7));
    }

    private static string Some(Random random, int length) => string.Concat(Enumerable.Range(0, 1 + random.Next(length)).Select(_ => _letters[random.Next(_letters.Length)]));
}
