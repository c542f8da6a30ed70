using System.Globalization;
using System.Text;

namespace BrainMessenger.Server.Platform.Text;

/// <summary>
/// Unicode normalization form C. The runtime's own needs ICU, a package that a fresh machine may lack, so the tables
/// (composition.txt) come with us; the algorithm is that of Unicode Standard Annex 15.
/// </summary>
internal static class Composition
{
    private const int LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7, SBase = 0xAC00;
    private const int LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    private static readonly Tables _tables = Tables.Read();

    public static string Compose(string text)
    {
        // Below U+0300 nothing combines and everything is composed already.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF')) return text;
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, runes);
        Order(runes);
        Recompose(runes);
        var composed = new StringBuilder(text.Length);
        foreach (var value in runes) composed.Append(new Rune(value));
        return composed.ToString();
    }

    /// <summary>The letter without its marks: what its canonical decomposition begins with.</summary>
    public static int BaseOf(int value)
    {
        while (_tables.Parts.TryGetValue(value, out var parts)) value = parts[0];
        return value;
    }

    private static void Decompose(int value, List<int> into)
    {
        var syllable = value - SBase;
        if (syllable is >= 0 and < SCount)
        {
            into.Add(LBase + (syllable / (VCount * TCount)));
            into.Add(VBase + (syllable % (VCount * TCount) / TCount));
            if (syllable % TCount > 0) into.Add(TBase + (syllable % TCount));
        }
        else if (_tables.Parts.TryGetValue(value, out var parts))
        {
            foreach (var part in parts) Decompose(part, into);
        }
        else
        {
            into.Add(value);
        }
    }

    /// <summary>Marks behind one base go by class, equal classes stay as they were (an insertion sort is stable).</summary>
    private static void Order(List<int> runes)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var rune = runes[i];
            var own = _tables.ClassOf(rune);
            var at = i;
            for (; own > 0 && at > 0 && _tables.ClassOf(runes[at - 1]) > own; at--) runes[at] = runes[at - 1];
            runes[at] = rune;
        }
    }

    private static void Recompose(List<int> runes)
    {
        var starter = -1;
        var kept = 0;
        var last = 0;
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[i];
            var own = _tables.ClassOf(rune);
            var adjacent = kept == starter + 1;
            if (starter >= 0 && (adjacent || (last < own && last > 0)) && Pair(runes[starter], rune) is { } composed)
            {
                runes[starter] = composed;
                continue;
            }

            if (own == 0) starter = kept;
            last = own;
            runes[kept++] = rune;
        }

        runes.RemoveRange(kept, runes.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first is >= LBase and < LBase + LCount && second is >= VBase and < VBase + VCount)
            return SBase + ((((first - LBase) * VCount) + second - VBase) * TCount);
        if (first is >= SBase and < SBase + SCount && (first - SBase) % TCount == 0 && second is > TBase and < TBase + TCount)
            return first + second - TBase;
        return _tables.Pairs.TryGetValue(((long)first << 32) | (uint)second, out var composed) ? composed : null;
    }

    private sealed class Tables
    {
        public Dictionary<int, int[]> Parts { get; } = [];

        public Dictionary<long, int> Pairs { get; } = [];

        private readonly Dictionary<int, int> _classes = [];

        public int ClassOf(int value) => _classes.GetValueOrDefault(value);

        public static Tables Read()
        {
            var tables = new Tables();
            using var reader = new StreamReader(typeof(Tables).Assembly.GetManifestResourceStream("Text.composition.txt")!);
            while (reader.ReadLine() is { } line)
                if (line[0] != '#') tables.Add(line.Split(' '));
            return tables;
        }

        private void Add(string[] fields)
        {
            var values = fields[1..].Select(f => int.Parse(f, NumberStyles.HexNumber)).ToArray();
            if (fields[0] == "k")
            {
                for (var value = values[0]; value <= values[1]; value++) _classes[value] = int.Parse(fields[3]);
                return;
            }

            Parts[values[0]] = values[1..];
            if (fields[0] == "c") Pairs[((long)values[1] << 32) | (uint)values[2]] = values[0];
        }
    }
}
