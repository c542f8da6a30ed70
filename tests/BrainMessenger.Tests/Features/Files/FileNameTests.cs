using System.Globalization;
using System.Text;
using BrainMessenger.Server.Features.Files;

namespace BrainMessenger.Tests.Features.Files;

public sealed class FileNameTests(Server server) : FileTestBase(server), IClassFixture<Server>
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

    public static IEnumerable<string> Hostile => _stems.SelectMany(stem => _endings.Select(ending => stem + ending));

    [Fact]
    public void A_cleaned_name_is_safe_whatever_it_was()
    {
        var names = Hostile.ToList();
        Assert.True(names.Count >= 500);

        foreach (var name in names)
        {
            var clean = FileNames.Clean(name);
            AssertSafe(name, clean);
            Assert.Equal(clean, FileNames.Clean(clean));
        }
    }

    [Fact]
    public void Random_names_come_out_safe()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var name = string.Create(random.Next(1, 400), random, static (chars, r) =>
            {
                for (var i = 0; i < chars.Length; i++) chars[i] = r.Next(4) switch { 0 => (char)r.Next(0x20, 0x7F), 1 => "./\\\0\r\n:"[r.Next(7)], _ => (char)r.Next(0x10000) };
            });
            AssertSafe(name, FileNames.Clean(name));
        }
    }

    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ana\\photo.jpg", "photo.jpg")]
    [InlineData("Fotoğraf 2026 – «лето».jpeg", "Fotoğraf 2026 – «лето».jpeg")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe")]
    [InlineData("a\r\nb.txt", "a b.txt")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("photo.jpg            .exe", "photo.jpg .exe")]
    [InlineData("..", "file")]
    [InlineData("a?.txt", "a_.txt")]
    public void Names_keep_what_is_harmless(string name, string clean) => Assert.Equal(clean, FileNames.Clean(name));

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var clean = FileNames.Clean(new string('я', 400) + ".docx");

        Assert.EndsWith("я.docx", clean, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(clean), 250, 255);
    }

    [Fact]
    public async Task No_name_escapes_its_folder_or_splits_a_header()
    {
        using var ana = await Server.SignUpAsync("Ana");
        // Lone surrogates are no JSON and blanks no name: both are refused before a name is looked at.
        var names = Hostile.Where(name => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsSurrogate)).ToList();
        Assert.True(names.Count >= 300);

        var files = new Dictionary<Guid, string>();
        foreach (var name in names)
        {
            var file = await UploadAsync(ana, [1, 2, 3], name, sha256: Sha256([1, 2, 3]));
            AssertSafe(name, file.Name);
            using var answer = await ReadAsync(ana, file.Id);
            var disposition = Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));
            Assert.StartsWith("attachment;", disposition, StringComparison.Ordinal);
            Assert.All(disposition, c => Assert.InRange(c, ' ', '~'));
            Assert.Equal(file.Name, answer.Content.Headers.ContentDisposition!.FileNameStar);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            files.Add(file.Id, file.Name);
        }

        Assert.Equal(names.Count, files.Count);
        foreach (var id in files.Keys.Take(20)) Assert.All(await KeysAsync(id), key => Assert.Matches("^uploads/[0-9a-f-]{36}/[0-9a-f]{64}$", key));
        if (!Server.KeepsFiles) return;
        var stored = Directory.GetFiles(Path.Combine(Server.DataDir, "files"), "*", SearchOption.AllDirectories);
        Assert.All(stored, path => Assert.Matches(@"[\\/]files[\\/]uploads[\\/][0-9a-f-]{36}[\\/][0-9a-f]{64}[\\/]\d{5}$", path));
    }

    private static void AssertSafe(string name, string clean)
    {
        Assert.True(clean.Length > 0 && Encoding.UTF8.GetByteCount(clean) <= 255, name);
        Assert.True(clean == clean.Trim() && clean[0] != '.' && clean[^1] != '.', name);
        Assert.True(clean.IndexOfAny(['/', '\\', ':', '"', '<', '>', '|', '?', '*']) < 0, name);
        Assert.All(clean.EnumerateRunes(), rune => Assert.False(
            rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, name));
        Assert.DoesNotContain(clean.Split('.')[0].Trim().ToUpperInvariant(), _devices);
    }
}
