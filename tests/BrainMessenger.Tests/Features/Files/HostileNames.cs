using System.Globalization;
using System.Text;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>Names with paths, headers, devices, direction marks and lengths that do harm somewhere.</summary>
internal static class HostileNames
{
    private static readonly string[] _stems =
    [
        "report", "../../etc/passwd", "..\\..\\windows\\win.ini", "/absolute", "C:\\boot", "a/../b", "....//....//x", "%2e%2e%2f", "..", ".", "", " ", ".htaccess", "~root",
        "CON", "con", "NUL", "aux", "COM1", "lpt9", "COM¹", "clock$", "nul .x", "отчёт", "報告書", "تقرير", "emoji 👩‍💻🏳️‍🌈", "e\u0301\u0302", "name;rm -rf", "$(id)", "`id`",
        "quote\"s", "semi;colon", "a\r\nSet-Cookie: x=1", "a\nb", "a\0b", "tab\tbed", "<img src=x onerror=alert(1)>", "photo\u202Egnp", "\u2066hidden\u2069", "zero\u200Bwidth", "\uFEFFbom",
        "lone\uD800", "\uDC00low", "private\uE000", "\u3164filler", "many     spaces      ", "photo.jpg                                     ", "\u00A0nbsp\u3000",
        "line\u2028sep", "bell\a", "escape\u001b[31m", "delete\u007f", "c1\u0085\u009f", "x|y?z*", new('a', 300), new('я', 300), string.Concat(Enumerable.Repeat("😀", 200)), new('.', 300),
    ];

    private static readonly string[] _endings = ["", ".png", ".tar.gz", ".exe", ".", "...", " .txt", ".ЖЖ", "." + new string('x', 100), "\u202Egpj.exe"];

    private static readonly string[] _devices = ["CON", "PRN", "AUX", "NUL", "COM1", "LPT1", "COM9", "LPT9"];

    public static IEnumerable<string> All => _stems.SelectMany(stem => _endings.Select(ending => stem + ending));

    /// <summary>Up to 400 characters of letters, of what is special in paths and headers, and of anything else.</summary>
    public static string Random(Random random) => string.Create(random.Next(1, 400), random, static (chars, r) =>
    {
        for (var i = 0; i < chars.Length; i++) chars[i] = r.Next(4) switch { 0 => (char)r.Next(0x20, 0x7F), 1 => "./\\\0\r\n:"[r.Next(7)], _ => (char)r.Next(0x10000) };
    });

    public static void AssertSafe(string name, string clean)
    {
        Assert.True(clean.Length > 0 && Encoding.UTF8.GetByteCount(clean) <= 255, name);
        Assert.True(clean == clean.Trim() && clean[0] != '.' && clean[^1] != '.', name);
        Assert.True(clean.IndexOfAny(['/', '\\', ':', '"', '<', '>', '|', '?', '*']) < 0, name);
        Assert.All(clean.EnumerateRunes(), rune => Assert.False(
            rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, name));
        Assert.DoesNotContain(clean.Split('.')[0].Trim().ToUpperInvariant(), _devices);
    }
}
