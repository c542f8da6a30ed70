using System.Text;
using BrainMessenger.Server.Features.Files;

namespace BrainMessenger.Tests.Features.Files;

public sealed class FileNameTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    [Fact]
    public void A_cleaned_name_is_safe_whatever_it_was()
    {
        var names = HostileNames.All.ToList();
        Assert.True(names.Count >= 500);

        foreach (var name in names)
        {
            var clean = FileNames.Clean(name);
            HostileNames.AssertSafe(name, clean);
            Assert.Equal(clean, FileNames.Clean(clean));
        }
    }

    [Fact]
    public void Random_names_come_out_safe()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var name = HostileNames.Random(random);
            HostileNames.AssertSafe(name, FileNames.Clean(name));
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

    [Fact, Trait("Engine", "Sqlite")]
    public async Task No_name_escapes_its_folder_or_splits_a_header()
    {
        using var ana = await Server.SignUpAsync("Ana");
        // Lone surrogates are no JSON and blanks no name: both are refused before a name is looked at.
        // What a bucket does with a name is one encoder's work, and takes a request each time.
        var all = Server.KeepsFiles ? HostileNames.All : HostileNames.All.Where((_, n) => n % 5 == 0);
        var names = all.Where(name => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsSurrogate)).ToList();
        Assert.True(names.Count >= (Server.KeepsFiles ? 300 : 60));

        var files = new Dictionary<Guid, string>();
        foreach (var name in names)
        {
            var file = await UploadAsync(ana, [1, 2, 3], name, sha256: Sha256([1, 2, 3]));
            HostileNames.AssertSafe(name, file.Name);
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
}
