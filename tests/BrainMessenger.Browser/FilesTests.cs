using System.Security.Cryptography;
using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Pictures and files, from one browser to another.</summary>
public sealed class FilesTests(Chromium chromium, RealServer server) : Story(chromium, server), IClassFixture<RealServer>
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;

    [Fact]
    public async Task A_picture_is_previewed_sent_seen_and_opened()
    {
        var (ana, ben) = await TalkingAsync();

        await ana.Page.Locator("input[type=file]").SetInputFilesAsync(await PictureAsync(ana));
        await Expect(ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Img, new() { Name = "beach.png" })).ToBeVisibleAsync();
        await ana.Field("file.caption").FillAsync("The beach");
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("composer.send"), Exact = true }).ClickAsync();

        await ben.ChatInList(ana.Name).ClickAsync();
        var seen = ben.Message("The beach");
        await Expect(seen).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(ana.Message("The beach").Mark("read")).ToBeVisibleAsync();
        await seen.GetByRole(AriaRole.Button, new() { NameRegex = Words.Pattern("file.openPhoto") }).ClickAsync();
        var viewer = ben.Page.GetByRole(AriaRole.Dialog, new() { Name = Words.Of("file.viewer") });
        await Expect(viewer.GetByRole(AriaRole.Img)).ToHaveJSPropertyAsync("complete", true);
        await Expect(viewer.GetByRole(AriaRole.Img)).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        await ben.KeepPictureAsync("viewer");
        await viewer.GetByRole(AriaRole.Button, new() { Name = Words.Of("common.close") }).ClickAsync();
        await Expect(viewer).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_file_of_20_MB_shows_its_progress_and_arrives_whole()
    {
        var (ana, ben) = await TalkingAsync();
        var bytes = RandomNumberGenerator.GetBytes(TwentyMegabytes);
        await SlowUploadsAsync(ana);

        await ana.SendFilesAsync("The whole film", new FilePayload { Name = "film.bin", MimeType = "application/octet-stream", Buffer = bytes });
        await Expect(ana.Page.GetByRole(AriaRole.Progressbar, new() { Name = Words.Of("file.uploading") })).ToBeVisibleAsync();
        await Expect(ana.Message("The whole film").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });

        await ben.ChatInList(ana.Name).ClickAsync();
        var save = ben.Message("The whole film").GetByRole(AriaRole.Button, new() { Name = Words.Of("file.download", "film.bin") });
        var download = await ben.Page.RunAndWaitForDownloadAsync(() => save.ClickAsync());
        var received = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("film.bin", download.SuggestedFilename);
        Assert.True(received.AsSpan().SequenceEqual(bytes), $"{received.Length} bytes arrived, and not those that were sent");
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_sends_nothing()
    {
        var (ana, ben) = await TalkingAsync();
        await SlowUploadsAsync(ana);

        await ana.SendFilesAsync("Never mind", new FilePayload { Name = "film.bin", MimeType = "application/octet-stream", Buffer = RandomNumberGenerator.GetBytes(TwentyMegabytes) });
        await ana.Button("file.cancel").ClickAsync();

        await Expect(ana.Message("Never mind")).ToHaveCountAsync(0);
        await ana.SayAsync("Instead of a film");
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("Instead of a film")).ToBeVisibleAsync();
        await Expect(ben.Message("Never mind")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_upload_goes_on_after_a_reload()
    {
        var (ana, ben) = await TalkingAsync();
        await SlowUploadsAsync(ana);

        await ana.SendFilesAsync("In two halves", new FilePayload { Name = "film.bin", MimeType = "application/octet-stream", Buffer = RandomNumberGenerator.GetBytes(TwentyMegabytes) });
        await Expect(ana.Page.GetByRole(AriaRole.Progressbar, new() { Name = Words.Of("file.uploading") })).ToBeVisibleAsync();
        await ana.Page.ReloadAsync();

        await Expect(ana.Message("In two halves").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("In two halves")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Files_are_pasted_and_dropped_into_a_conversation()
    {
        var (ana, _) = await TalkingAsync();
        const string Put = """
            (target, kind) => {
              const data = new DataTransfer();
              data.items.add(new File(['notes'], kind + '.txt', { type: 'text/plain' }));
              target.dispatchEvent(kind === 'paste'
                ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
                : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """;
        foreach (var kind in new[] { "paste", "drop" })
        {
            await ana.Composer().EvaluateAsync(Put, kind);
            await ana.Field("file.caption").FillAsync($"By {kind}");
            await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("composer.send"), Exact = true }).ClickAsync();
            await Expect(ana.Message($"By {kind}").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        }
    }

    private async Task<(Person Ana, Person Ben)> TalkingAsync()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        return (ana, ben);
    }

    /// <summary>A real picture without a file for it: what the person sees at the moment.</summary>
    private static async Task<FilePayload> PictureAsync(Person person) =>
        new() { Name = "beach.png", MimeType = "image/png", Buffer = await person.Page.ScreenshotAsync() };

    /// <summary>On the loopback 20 MB are gone before anybody sees a bar.</summary>
    private static async Task SlowUploadsAsync(Person person)
    {
        var session = await person.Context.NewCDPSessionAsync(person.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 5_000_000,
        });
    }
}
