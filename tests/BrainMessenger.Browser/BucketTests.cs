using System.Net;
using System.Net.Http.Headers;
using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Files that go from the browser straight to a bucket.</summary>
public sealed class BucketTests(Chromium chromium, BucketServer server, ITestOutputHelper output) : Story<BucketServer>(chromium, server), IClassFixture<BucketServer>
{
    private const int Mebibyte = 1024 * 1024;
    private const int Parts = 40;
    private const int PartSize = 5 * Mebibyte;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_200_MB_goes_past_the_server_through_two_cuts_and_a_reload()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await Server.RunVerbAsync("user", "premium", ana.Email, "--until", "2099-12-31");
        await ana.OpenChatWithAsync(ben);
        using var film = await TemporaryFile.RandomAsync(Parts * PartSize);
        // What only a first file costs is not the question.
        using var trailer = await TemporaryFile.RandomAsync(PartSize + 1);
        await ana.SendFileAsync("A short one", trailer);
        await Expect(ana.Message("A short one").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var watch = new PartWatch(ana.Page);
        var before = Server.Used();

        await ana.SendFileAsync("The whole film", film);
        await watch.UntilAsync(8);
        Server.Line.Cut();
        await watch.UntilAsync(16);
        var carried = Server.Used();
        Server.Line.Refuse();
        await Expect(ana.Message("The whole film")).ToContainTextAsync("The file store cannot be reached right now.", new() { Timeout = 60_000 });
        await ana.KeepPictureAsync("upload-store-away");
        Server.Line.Heal();
        await watch.UntilAsync(24);
        await ana.Page.ReloadAsync();
        // Three go at once, and whatever was stored at a cut has told nobody.
        await watch.UntilAsync(Parts - 9);
        var cut = Server.Used();
        await Expect(ana.Message("The whole film").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        var read = Server.Used();

        await ben.ChatInList(ana.Name).ClickAsync();
        await ben.DownloadAsync(ben.Message("The whole film"), film);
        Assert.All(watch.Sent.Keys, url => Assert.StartsWith(Server.Store, url, StringComparison.Ordinal));
        output.WriteLine($"The server: while the first {16 * PartSize / Mebibyte} MiB went past it {Difference(before, carried)}; over a longer cut and a reload {Difference(carried, cut)}; to read and check the whole {Difference(cut, read)}.");
        Assert.True(read.Memory - before.Memory < 40 * Mebibyte, "The server's memory grew with the file.");

        await ReplayAsync(watch.Sent);
        await ben.DownloadAsync(ben.Message("The whole film"), film);
    }

    private static string Difference((TimeSpan Cpu, long Memory) from, (TimeSpan Cpu, long Memory) to) =>
        $"{(to.Cpu - from.Cpu).TotalMilliseconds:N0} ms of CPU, {(to.Memory - from.Memory) / Mebibyte:N0} MiB more memory";

    /// <summary>Every address that was ever handed out, once more with other bytes.</summary>
    private static async Task ReplayAsync(IReadOnlyDictionary<string, string> sent)
    {
        using var http = new HttpClient();
        foreach (var (url, type) in sent)
        {
            using var content = new ByteArrayContent(new byte[PartSize]);
            if (type.Length > 0) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await http.PutAsync(url, content, Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }
}
