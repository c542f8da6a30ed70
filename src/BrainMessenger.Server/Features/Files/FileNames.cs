using System.Globalization;
using System.Text;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Makes a name safe to show and to save under on any system: no path, no control or direction characters, no reserved
/// name, at most 255 bytes. It never shapes a path or key here.
/// </summary>
internal static class FileNames
{
    public const string Nameless = "file";
    private const int MaxBytes = 255;
    private const int MaxExtensionBytes = 32;

    private static readonly HashSet<string> _reserved = new(
        [
            "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$",
            .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" }),
            "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static string Clean(string name)
    {
        // What stands before the last separator is somebody's folder, or an attempt to leave one.
        var last = name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1);
        var clean = Trim(Readable(last));
        if (clean.Length == 0) return Nameless;
        if (_reserved.Contains(clean.Split('.')[0].TrimEnd())) clean = "_" + clean;
        return Shorten(clean);
    }

    private static string Readable(ReadOnlySpan<char> name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsSpace(rune))
            {
                // Runs of spaces push the true extension out of sight.
                if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
            }
            else if (rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*') clean.Append('_');
            else if (IsVisible(rune)) clean.Append(rune);
        }

        return clean.ToString();
    }

    private static bool IsSpace(Rune rune) => rune.Value is '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Format characters are the direction and zero-width tricks; U+FFFD is what a lone surrogate is read as.</summary>
    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && !IsBlank(rune.Value) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Letters that show nothing: Hangul fillers, the Braille blank, the combining joiner.</summary>
    private static bool IsBlank(int rune) => rune is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F;

    /// <summary>Windows drops trailing dots and spaces; a leading dot hides the file elsewhere.</summary>
    private static string Trim(string name) => name.Trim(' ').TrimEnd('.', ' ').TrimStart('.', ' ');

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes) return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaxExtensionBytes ? name[dot..] : "";
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var kept = new StringBuilder();
        foreach (var rune in name.AsSpan(0, name.Length - extension.Length).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0) break;
            kept.Append(rune);
        }

        return kept.ToString().TrimEnd(' ', '.') + extension;
    }
}
