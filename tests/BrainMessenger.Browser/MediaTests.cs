using System.Text.RegularExpressions;
using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>What people say and film, from one browser to another.</summary>
public sealed partial class MediaTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    [Fact]
    public async Task A_voice_message_is_spoken_sent_and_heard()
    {
        var (ana, ben) = await TalkingAsync(Look.Desktop, Look.PhoneDark);
        await ana.Button("composer.record").ClickAsync();
        var recorder = ana.Page.GetByRole(AriaRole.Group, new() { Name = Words.Of("voice.recorder") });
        await Expect(recorder.GetByRole(AriaRole.Timer)).ToHaveTextAsync(ThreeSeconds());
        await ana.CheckScreenAsync("voice-recorder");
        await recorder.GetByRole(AriaRole.Button, new() { Name = Words.Of("composer.send") }).ClickAsync();
        await Expect(recorder).ToHaveCountAsync(0);
        await Expect(ana.Composer()).ToBeFocusedAsync();
        await Expect(Voice(ana)).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Article).Last.Mark("sent")).ToBeVisibleAsync();

        await Expect(ben.ChatInList(ana.Name)).ToContainTextAsync(Words.Of("voice.message"));
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(Voice(ben).GetByRole(AriaRole.Img, new() { Name = Words.Of("voice.unheard") })).ToBeVisibleAsync();
        await ben.CheckScreenAsync("voice-unheard");
        await Press(ben, "voice.play");
        await Expect(Slider(ben)).ToHaveAttributeAsync("aria-valuetext", new Regex(@"^0:0[1-9] "));
        await ben.CheckScreenAsync("voice-playing");
        await Press(ben, "voice.pause");
        await Expect(Voice(ben).GetByRole(AriaRole.Img)).ToHaveCountAsync(0);

        var stopped = await PlaceAsync(ben);
        await ben.Page.ReloadAsync();
        await Expect(Slider(ben)).ToBeVisibleAsync();
        Assert.InRange(await PlaceAsync(ben), stopped - 0.1, stopped + 0.1);
        await Slider(ben).PressAsync("Home");
        await Press(ben, "voice.play");
        // To its end, where it stands at the beginning again.
        await Expect(Voice(ben).GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.pause") })).ToBeVisibleAsync();
        await Expect(Voice(ben).GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.play") })).ToBeVisibleAsync();
        await Expect(Slider(ben)).ToHaveAttributeAsync("aria-valuetext", new Regex("^0:00 "));
    }

    [Fact]
    public async Task A_voice_message_is_sought_in()
    {
        var (ana, _) = await TalkingAsync(Look.Phone, Look.Desktop);
        await SpeakAsync(ana);
        await Press(ana, "voice.play");
        await Expect(Slider(ana)).ToHaveAttributeAsync("aria-valuetext", new Regex(@"^0:0[1-9] "));
        var box = (await Slider(ana).BoundingBoxAsync())!;
        await Slider(ana).ClickAsync(new() { Position = new() { X = box.Width * 0.05f, Y = 5 } });
        Assert.InRange(await PlaceAsync(ana), 0, 0.9);
        await Slider(ana).ClickAsync(new() { Position = new() { X = box.Width * 0.6f, Y = 5 } });
        // It is heard on from there: the place passes what was pressed.
        await Until.NothingAsync(async () => await PlaceAsync(ana) is > 2.0 or 0 ? "" : "It stands still.");
        await Voice(ana).GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.speed", "1") }).ClickAsync();
        await Expect(Voice(ana).GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.speed", "1.5") })).ToBeVisibleAsync();
        await ana.CheckScreenAsync("voice-own");
    }

    [Fact]
    public async Task A_recording_waits_in_the_chat_that_was_left()
    {
        var (ana, ben) = await TalkingAsync(Look.Desktop, Look.Desktop);
        await ana.Button("composer.record").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Timer)).ToHaveTextAsync(ThreeSeconds());
        await ana.Page.EvaluateAsync("() => history.back()");
        await Expect(ana.Page.GetByRole(AriaRole.Timer)).ToHaveCountAsync(0);
        await ana.ChatInList(ben.Name).ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Timer)).ToHaveTextAsync(ThreeSeconds());
        await Expect(ana.Page.GetByText(Words.Of("voice.done"), new() { Exact = true })).ToBeVisibleAsync();
        await ana.CheckScreenAsync("voice-waiting");
        await ana.Button("voice.discard").ClickAsync();
        await Expect(ana.Composer()).ToBeVisibleAsync();
        await Expect(Voice(ana)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_a_permission_for_the_microphone_it_is_said_so()
    {
        var (ana, _) = await TalkingAsync(Look.Phone, Look.Desktop);
        await ana.Page.EvaluateAsync("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }");
        await ana.Button("composer.record").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(Words.Of("voice.failed.denied"));
        await ana.CheckScreenAsync("voice-denied");
        await ana.Button("common.close").ClickAsync();
        await Expect(ana.Composer()).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_film_is_sent_with_its_poster_and_plays_alone()
    {
        var (ana, ben) = await TalkingAsync(Look.Desktop, Look.DesktopDark);
        var film = await Film.RecordAsync(ana, seconds: 3);
        await ana.Page.Locator("input[type=file]").SetInputFilesAsync(film);
        await Expect(ana.Page.GetByRole(AriaRole.Dialog).Locator("video")).ToBeVisibleAsync();
        await ana.CheckScreenAsync("film-preview");
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("composer.send"), Exact = true }).ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Article).Last.Mark("sent")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await SpeakAsync(ana);

        await ben.ChatInList(ana.Name).ClickAsync();
        var play = ben.Page.GetByRole(AriaRole.Button, new() { Name = Words.Of("file.playVideo", film.Name) });
        await Expect(play).ToContainTextAsync("0:03");
        await Expect(play.Locator("img")).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        await ben.CheckScreenAsync("film");
        await Press(ben, "voice.play");
        await Expect(Voice(ben).GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.pause") })).ToBeVisibleAsync();
        await play.ClickAsync();
        await Expect(ben.Page.Locator("video")).Not.ToHaveJSPropertyAsync("currentTime", 0);
        await Expect(Voice(ben).GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.play") })).ToBeVisibleAsync();
        await ben.CheckScreenAsync("film-playing");
        await Expect(ben.Page.Locator("video")).ToHaveJSPropertyAsync("ended", true);
    }

    [Theory]
    [InlineData("phone-light")]
    [InlineData("desktop-dark")]
    public async Task Files_show_what_they_are_and_music_is_listened_to(string look)
    {
        var (ana, _) = await TalkingAsync(Look.Named(look), Look.Desktop);
        var names = new[] { "plan.pdf", "costs.xlsx", "photos.zip", "main.rs", "talk.odp", "notes.txt" };
        await ana.SendFilesAsync("For the trip", [.. names.Select(name => new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = new byte[2500] })]);
        await ana.SendFilesAsync("", new FilePayload { Name = "waves.wav", MimeType = "audio/wav", Buffer = Sound.Tone(seconds: 3) });
        var song = ana.Message("waves.wav");
        await Expect(song.Mark("sent")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(song).ToContainTextAsync("WAV · 24 kB");

        await song.GetByRole(AriaRole.Button, new() { Name = Words.Of("voice.play"), Exact = true }).ClickAsync();
        await Expect(song.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", new Regex("^0:0[1-3] of 0:03$"));
        await ana.CheckScreenAsync("documents");
    }

    /// <summary>As after a minute: what was begun is refused from its middle on.</summary>
    [Fact]
    public async Task A_film_whose_address_ends_in_the_middle_goes_on_without_a_jump()
    {
        var (ana, ben) = await TalkingAsync(Look.Desktop, Look.Phone);
        var film = await Film.RecordAsync(ana, seconds: 6);
        await ana.SendFilesAsync("The whole evening", film);
        await Expect(ana.Message("The whole evening").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await ben.ChatInList(ana.Name).ClickAsync();
        var first = "";
        var refused = 0;
        await ben.Page.RouteAsync(new Regex("/files/.+"), async route =>
        {
            if (route.Request.ResourceType != "media")
            {
                await route.ContinueAsync();
                return;
            }

            if (first == "") first = route.Request.Url;
            if (route.Request.Url != first) await route.ContinueAsync();
            else if (Interlocked.Increment(ref refused) == 1) await route.FulfillAsync(Film.FirstHalf(film));
            else await route.FulfillAsync(new() { Status = 403 });
        });

        await ben.Page.GetByRole(AriaRole.Button, new() { Name = Words.Of("file.playVideo", film.Name) }).ClickAsync();
        await ben.Page.Locator("video").EvaluateAsync("(video) => { window.places = []; video.addEventListener('timeupdate', () => video.readyState > 1 && window.places.push(video.currentTime)); }");
        await Expect(ben.Page.Locator("video")).ToHaveJSPropertyAsync("ended", true);

        Assert.True(refused > 1, "Nothing was refused.");
        var places = await ben.Page.EvaluateAsync<double[]>("() => window.places");
        Assert.True(places[^1] > 4, $"It ended at {places[^1]}.");
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, -0.05, 1.5));
    }

    private async Task<(Person Ana, Person Ben)> TalkingAsync(Look anas, Look bens)
    {
        var ana = await SignUpAsync("Ana", anas);
        var ben = await SignUpAsync("Ben", bens);
        await ana.OpenChatWithAsync(ben);
        return (ana, ben);
    }

    private static async Task SpeakAsync(Person person)
    {
        await person.Button("composer.record").ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Timer)).ToHaveTextAsync(ThreeSeconds());
        await person.Button("composer.send").ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Article).Last.Mark("sent")).ToBeVisibleAsync();
    }

    private static ILocator Voice(Person person) => person.Page.GetByRole(AriaRole.Group, new() { Name = Words.Of("voice.message"), Exact = true });

    private static ILocator Slider(Person person) => Voice(person).GetByRole(AriaRole.Slider);

    private static Task Press(Person person, string button) => Voice(person).GetByRole(AriaRole.Button, new() { Name = Words.Of(button), Exact = true }).ClickAsync();

    private static Task<double> PlaceAsync(Person person) => Slider(person).EvaluateAsync<double>("(slider) => slider.valueAsNumber");

    [GeneratedRegex("^0:0[3-9]$")]
    private static partial Regex ThreeSeconds();
}
