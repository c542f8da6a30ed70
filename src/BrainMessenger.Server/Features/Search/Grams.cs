using System.Globalization;
using System.Text;

namespace BrainMessenger.Server.Features.Search;

/// <summary>
/// The pieces by which texts are indexed: of each word the beginning and every three letters, of scripts written without
/// spaces every character and every two. Whatever contains a term has all grams of the term, so the index finds every
/// hit and a few more; the text itself decides. Hashed to 32 bits: another gram with the same hash only costs a look.
/// </summary>
internal static class Grams
{
    private const char Start = '\u0001';
    private const int Size = 3;

    private enum Kind
    {
        Separator,
        Word,
        Unspaced,
    }

    /// <summary>All grams of a folded text, each once.</summary>
    public static HashSet<int> OfText(string folded)
    {
        var grams = new HashSet<int>();
        foreach (var (kind, start, end) in Runs(folded))
        {
            var run = folded.AsSpan(start, end - start);
            if (kind is Kind.Unspaced) AddUnspaced(run, grams, alone: true);
            else AddWord(run, grams);
        }

        return grams;
    }

    /// <summary>What every text that contains the folded term has; nothing where it has no letter, digit or sign.</summary>
    public static HashSet<int> OfTerm(string folded)
    {
        var grams = new HashSet<int>();
        foreach (var (kind, start, end) in Runs(folded))
        {
            var run = folded.AsSpan(start, end - start);
            if (kind is Kind.Unspaced) AddUnspaced(run, grams, alone: run.Length == LengthAt(run, 0));
            else if (run.Length < Size) grams.Add(Hash(Start, run));
            else AddParts(run, grams);
        }

        return grams;
    }

    /// <summary>
    /// Where the term stands first at or after the index, or -1. Three letters and more count anywhere in a word; two only
    /// where they begin one, a single letter only as a word of its own.
    /// </summary>
    public static int Find(string text, string term, int from)
    {
        var (first, last) = (RunLength(term, atEnd: false), RunLength(term, atEnd: true));
        for (var at = text.IndexOf(term, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(term, at + 1, StringComparison.Ordinal))
        {
            var end = at + term.Length;
            if (first is 1 or 2 && at > 0 && KindBefore(text, at) is Kind.Word) continue;
            if (last == 1 && end < text.Length && KindAt(text, end) is Kind.Word) continue;
            return at;
        }

        return -1;
    }

    private static void AddWord(ReadOnlySpan<char> word, HashSet<int> grams)
    {
        grams.Add(Hash(Start, word.Length == 1 ? word : word[..2]));
        AddParts(word, grams);
    }

    private static void AddParts(ReadOnlySpan<char> word, HashSet<int> grams)
    {
        for (var i = 0; i + Size <= word.Length; i++) grams.Add(Hash('\0', word.Slice(i, Size)));
    }

    /// <summary>Single characters only where they are asked for alone: two say more than one.</summary>
    private static void AddUnspaced(ReadOnlySpan<char> run, HashSet<int> grams, bool alone)
    {
        for (int i = 0, length; i < run.Length; i += length)
        {
            length = LengthAt(run, i);
            if (alone) grams.Add(Hash('\0', run.Slice(i, length)));
            if (i + length < run.Length) grams.Add(Hash('\0', run.Slice(i, length + LengthAt(run, i + length))));
        }
    }

    private static IEnumerable<(Kind Kind, int Start, int End)> Runs(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var kind = KindAt(text, start);
            var end = start;
            do end += LengthAt(text, end);
            while (end < text.Length && KindAt(text, end) == kind);
            if (kind is not Kind.Separator) yield return (kind, start, end);
            start = end;
        }
    }

    /// <summary>How long the word is that the term begins or ends with; 0 where it does with something else.</summary>
    private static int RunLength(string term, bool atEnd)
    {
        var runs = Runs(term).Where(run => run.Kind is Kind.Word && (atEnd ? run.End == term.Length : run.Start == 0));
        return runs.Select(run => run.End - run.Start).FirstOrDefault();
    }

    private static int LengthAt(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;

    private static Kind KindBefore(string text, int at) => KindAt(text, at > 1 && char.IsLowSurrogate(text[at - 1]) ? at - 2 : at - 1);

    private static Kind KindAt(string text, int at)
    {
        var c = text[at];
        if (c < 0x80) return char.IsAsciiLetterOrDigit(c) ? Kind.Word : Kind.Separator;
        if (!Rune.TryGetRuneAt(text, at, out var rune)) return Kind.Separator;
        if (IsUnspaced(rune.Value)) return Kind.Unspaced;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.OtherSymbol => Kind.Unspaced,
            <= UnicodeCategory.OtherNumber => Kind.Word,
            _ => Kind.Separator,
        };
    }

    /// <summary>Thai, Lao, Burmese, Khmer; Chinese and Japanese.</summary>
    private static bool IsUnspaced(int value) => value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x3029) or (>= 0x3040 and <= 0x30FF)
        or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>FNV-1a: the same on every machine and in every version, since it is stored.</summary>
    private static int Hash(char mark, ReadOnlySpan<char> gram)
    {
        var hash = (2166136261u ^ mark) * 16777619u;
        foreach (var c in gram) hash = (((hash ^ (byte)c) * 16777619u) ^ (byte)(c >> 8)) * 16777619u;
        return unchecked((int)hash);
    }
}
