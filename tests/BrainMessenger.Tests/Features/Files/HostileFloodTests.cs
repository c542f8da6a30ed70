using System.Globalization;
using System.Text;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>Hostile files in numbers, 5,000 unless HOSTILE_FILES says otherwise. The database has no part in it, so one engine is enough.</summary>
[Trait("Category", "Contract")]
[Trait("Store", "Disk")]
public sealed class HostileFloodTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    private const int AtOnce = 8;

    private static readonly int _files = int.Parse(Environment.GetEnvironmentVariable("HOSTILE_FILES") ?? "5000", CultureInfo.InvariantCulture);
    private static readonly int _names = _files * 2 / 5;
    private static readonly int _bombs = _files / 25;

    [Fact]
    public async Task Many_files_of_one_name_are_many_files()
    {
        using var ana = await Server.SignUpAsync("Ana");

        var ids = await EachAsync(_files, async n => (await UploadAsync(ana, Numbered(n), "report.pdf")).Id);

        Assert.Equal(_files, ids.Distinct().Count());
        var read = await EachAsync(_files, async n => await (await ReadAsync(ana, ids[n])).Content.ReadAsStringAsync(Ct));
        Assert.All(read, (text, n) => Assert.Equal(Encoding.UTF8.GetString(Numbered(n)), text));
    }

    [Fact]
    public async Task Hostile_names_escape_nowhere()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var before = Directory.GetFileSystemEntries(Server.DataDir).Order().ToList();
        var names = Names().Take(_names).ToList();
        Assert.Equal(_names, names.Count);

        var stored = await EachAsync(names.Count, async n =>
        {
            var file = await UploadAsync(ana, Numbered(n), names[n]);
            HostileNames.AssertSafe(names[n], file.Name);
            using var answer = await ReadAsync(ana, file.Id, download: true);
            Assert.All(Assert.Single(answer.Content.Headers.GetValues("Content-Disposition")), c => Assert.InRange(c, ' ', '~'));
            Assert.Equal(file.Name, answer.Content.Headers.ContentDisposition!.FileNameStar);
            return await answer.Content.ReadAsStringAsync(Ct);
        });

        Assert.All(stored, (text, n) => Assert.Equal(Encoding.UTF8.GetString(Numbered(n)), text));
        Assert.Equal(before, Directory.GetFileSystemEntries(Server.DataDir).Order());
        Assert.All(
            Directory.GetFiles(Path.Combine(Server.DataDir, "files"), "*", SearchOption.AllDirectories),
            path => Assert.Matches(@"[\\/]files[\\/]uploads[\\/][0-9a-f-]{36}[\\/][0-9a-f]{64}[\\/]\d{5}$", path));
    }

    [Fact]
    public async Task Bombs_are_no_photos()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var random = new Random(20261128);

        var refused = await EachAsync(_bombs, async n =>
        {
            var (type, bytes) = Bomb(n, random);
            return (await RefusedAsync("file.picture_refused", () => UploadAsync(ana, bytes, $"{n}.png", type))).Code;
        });

        Assert.Equal(_bombs, refused.Length);
        Assert.Equal(0, (await ana.Client.Files.StorageAsync(ct: Ct)).Used);
    }

    private static byte[] Numbered(int n) => Encoding.UTF8.GetBytes(n.ToString("D8", CultureInfo.InvariantCulture));

    /// <summary>What can be said in JSON and is no blank: the rest is refused before a name is looked at.</summary>
    private static IEnumerable<string> Names()
    {
        var random = new Random(20261128);
        return HostileNames.All.Concat(Enumerable.Repeat(0, 10_000).Select(_ => HostileNames.Random(random)))
            .Where(name => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsSurrogate));
    }

    /// <summary>More pixels or frames than anybody may unpack, in a file of a few kilobytes.</summary>
    private static (string Type, byte[] Bytes) Bomb(int n, Random random)
    {
        int large;
        lock (random) large = random.Next(6_000, 60_000);
        return (n % 6) switch
        {
            0 => ("image/png", SampleFiles.Png(large, large)),
            1 => ("image/png", SampleFiles.Png(100, 100, frames: large)),
            2 => ("image/jpeg", SampleFiles.Jpeg(large, large)),
            3 => ("image/gif", SampleFiles.Gif(large, large, 1)),
            4 => ("image/gif", SampleFiles.Gif(10, 10, 2_001 + (large % 1_000))),
            _ => ("image/webp", SampleFiles.Webp(6_000 + (large % 10_000), 6_000 + (large % 10_000))),
        };
    }

    private static async Task<T[]> EachAsync<T>(int count, Func<int, Task<T>> work)
    {
        var results = new T[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Ct }, async (n, _) => results[n] = await work(n));
        return results;
    }
}
