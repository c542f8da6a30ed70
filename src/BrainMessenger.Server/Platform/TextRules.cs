using System.Globalization;
using System.Text;
using BrainMessenger.Server.Platform.Text;

namespace BrainMessenger.Server.Platform;

/// <summary>What text may be stored and shown as a name. Lengths are counted as browsers count them (UTF-16).</summary>
internal static class TextRules
{
    public const int MaxName = 64;

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>False for what PostgreSQL or JSON cannot carry: U+0000 and halves of surrogate pairs.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>
    /// A name as it is shown: composed (NFC), spaces trimmed and single, and without characters that show nothing or turn
    /// the text around, by which one could look like another. Null where nothing is left, more than
    /// <see cref="MaxName"/> characters are, or control characters were in it.
    /// </summary>
    public static string? CleanName(string? raw)
    {
        // Cleaning takes time with the length, so what is far too long is not even looked at.
        if (raw is null || raw.Length > 4 * MaxName || !IsStorable(raw)) return null;
        var clean = new StringBuilder(raw.Length);
        var runes = raw.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = runes[i];
            if (Rune.IsControl(rune)) return null;
            if (Rune.IsWhiteSpace(rune)) AppendSpace(clean);
            else if (!IsInvisible(rune, i > 0 ? runes[i - 1] : default, i + 1 < runes.Length ? runes[i + 1] : default)) clean.Append(rune);
        }

        var name = Composition.Compose(clean.ToString().TrimEnd(' '));
        return name.Length is > 0 and <= MaxName ? name : null;
    }

    /// <summary>The form by which names are found: case does not count.</summary>
    public static string Fold(string name) => Composition.Compose(name).ToLowerInvariant();

    private static void AppendSpace(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
    }

    private static bool IsInvisible(Rune rune, Rune before, Rune after)
    {
        // Joiners belong to emoji and to scripts beyond the Greek and Cyrillic ones; between Latin letters they only hide.
        if (rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner) return before.Value < 0x0590 || after.Value < 0x0590;
        if (rune.Value is >= 0xFE00 and <= 0xFE0F) return before.Value < 0x2000;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format) return true;
        // Letters by category, but blank on the screen: Hangul fillers, the empty Braille cell, the combining grapheme joiner.
        return rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or (>= 0x17B4 and <= 0x17B5) or (>= 0xE0100 and <= 0xE01EF);
    }
}
