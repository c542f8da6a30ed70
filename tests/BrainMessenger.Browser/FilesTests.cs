using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Pictures and files, from one browser to another.</summary>
public sealed class FilesTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;
    private const int TwoParts = 6 * 1024 * 1024;

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
        using var film = await TemporaryFile.RandomAsync(TwentyMegabytes);
        await ana.SlowUploadsAsync();

        await ana.SendFileAsync("The whole film", film);
        await Expect(ana.Page.GetByRole(AriaRole.Progressbar, new() { Name = Words.Of("file.uploading") })).ToBeVisibleAsync();
        await Expect(ana.Message("The whole film").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });

        await ben.ChatInList(ana.Name).ClickAsync();
        await ben.DownloadAsync(ben.Message("The whole film"), film);
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_sends_nothing()
    {
        var (ana, ben) = await TalkingAsync();
        using var film = await TemporaryFile.RandomAsync(TwentyMegabytes);
        await ana.SlowUploadsAsync();

        await ana.SendFileAsync("Never mind", film);
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
        using var film = await TemporaryFile.RandomAsync(TwentyMegabytes);
        await ana.SlowUploadsAsync();

        var watch = new PartWatch(ana.Page);
        await ana.SendFileAsync("In two halves", film);
        await watch.UntilAsync(1);
        await ana.Page.ReloadAsync();

        await Expect(ana.Message("In two halves").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("In two halves")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_paused_upload_stays_paused_over_a_reload_and_goes_on_from_what_is_stored()
    {
        var (ana, ben) = await TalkingAsync();
        using var film = await TemporaryFile.RandomAsync(TwoParts);
        // Both parts go at once; the short one is stored while the long one leaves the time to press the button.
        await ana.SlowUploadsAsync(bytesPerSecond: 400_000);

        var stored = ana.Page.WaitForResponseAsync(response => response.Request.Method == "PUT", new() { Timeout = 90_000 });
        await ana.SendFileAsync("With a break", film);
        await stored;
        await ana.Button("file.pause").ClickAsync();
        await Expect(ana.Message("With a break")).ToContainTextAsync(Words.Of("file.paused"));

        var sent = CountParts(ana);
        await ana.Page.ReloadAsync();
        await Expect(ana.Message("With a break")).ToContainTextAsync(Words.Of("file.paused"));
        await ana.SayAsync("Said meanwhile");
        await Expect(ana.Message("Said meanwhile").Mark("sent")).ToBeVisibleAsync();
        Assert.Equal(0, sent());

        await ana.Button("file.resume").ClickAsync();
        await Expect(ana.Message("With a break").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        Assert.Equal(1, sent());
        await ben.ChatInList(ana.Name).ClickAsync();
        await ben.DownloadAsync(ben.Message("With a break"), film);
    }

    [Fact]
    public async Task The_same_file_a_second_time_sends_no_part()
    {
        var (ana, ben) = await TalkingAsync();
        using var film = await TemporaryFile.RandomAsync(TwoParts);
        var sent = CountParts(ana);

        await ana.SendFileAsync("The first time", film);
        await Expect(ana.Message("The first time").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal(2, sent());
        await ana.SendFileAsync("The second time", film);
        await Expect(ana.Message("The second time").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        Assert.Equal(2, sent());
        await ben.ChatInList(ana.Name).ClickAsync();
        await ben.DownloadAsync(ben.Message("The second time"), film);
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

    /// <summary>Tells how many parts of files have left the browser since.</summary>
    private static Func<int> CountParts(Person person)
    {
        var parts = 0;
        person.Page.Request += (_, request) => Interlocked.Add(ref parts, request.Url.Contains("/files/parts/", StringComparison.Ordinal) ? 1 : 0);
        return () => Volatile.Read(ref parts);
    }

    /// <summary>A real picture without a file for it: what the person sees at the moment.</summary>
    private static async Task<FilePayload> PictureAsync(Person person) =>
        new() { Name = "beach.png", MimeType = "image/png", Buffer = await person.Page.ScreenshotAsync() };
}
