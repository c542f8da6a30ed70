using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>What was said stays said: through a killed server, a reload, a lost network.</summary>
public sealed class EnduranceTests(Chromium chromium, OwnServer server) : Story<OwnServer>(chromium, server), IClassFixture<OwnServer>
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;
    private const int PartSize = 5 * 1024 * 1024;

    [Fact]
    public async Task A_killed_server_loses_nothing_and_gets_each_unsent_message_once()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Before the fall 1");
        await ben.ChatInList(ana.Name).ClickAsync();
        await ben.SayAsync("Before the fall 2");
        await Expect(ana.Message("Before the fall 2")).ToBeVisibleAsync();
        await Expect(ben.Message("Before the fall 2").Mark("read")).ToBeVisibleAsync();

        await Server.KillAsync();
        await ana.SayAsync("Said to nobody");
        await Expect(ana.Message("Said to nobody").Mark("sending")).ToBeVisibleAsync();
        await Expect(ana.Page.GetByText(Words.Of("connection.reconnecting"))).ToBeVisibleAsync();
        await ben.SayAsync("Said to nobody else");
        await Server.StartAgainAsync();

        string[] everything = ["Before the fall 1", "Before the fall 2", "Said to nobody", "Said to nobody else"];
        foreach (var person in new[] { ana, ben })
        {
            // The client waits up to some seconds before it connects again, so that not all come at once.
            await Expect(person.Page.GetByText(Words.Of("connection.reconnecting"))).ToHaveCountAsync(0, new() { Timeout = 60_000 });
            await person.Page.ReloadAsync();
            foreach (var text in everything) await Expect(person.Conversation().GetByText(text, new() { Exact = true })).ToHaveCountAsync(1);
        }

        await Expect(ana.Message("Said to nobody").Filter(new() { HasNotText = "else" }).Mark("read")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Unsent_messages_survive_a_reload_and_are_sent_once()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Hello");
        await Expect(ana.Message("Hello").Mark("sent")).ToBeVisibleAsync();

        await Server.KillAsync();
        await ana.SayAsync("Kept in the browser");
        await Expect(ana.Message("Kept in the browser").Mark("sending")).ToBeVisibleAsync();
        await Server.StartAgainAsync();
        await ana.Page.ReloadAsync();

        await Expect(ana.Message("Kept in the browser").Mark("sent")).ToBeVisibleAsync();
        await Expect(ana.Message("Kept in the browser")).ToHaveCountAsync(1);
        await ben.Page.ReloadAsync();
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("Kept in the browser")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_the_other_read_while_one_was_cut_off_shows_afterwards()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Have you seen this?");
        await Expect(ana.Message("Have you seen this?").Mark("sent")).ToBeVisibleAsync();

        await ana.Context.SetOfflineAsync(true);
        await Expect(ana.Page.GetByText(Words.Of("connection.offline"))).ToBeVisibleAsync();
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("Have you seen this?")).ToBeVisibleAsync();
        await Expect(ben.ChatInList(ana.Name).GetByText("1", new() { Exact = true })).ToHaveCountAsync(0);
        await ana.Context.SetOfflineAsync(false);

        await Expect(ana.Message("Have you seen this?").Mark("read")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task An_upload_goes_on_where_the_killed_server_left_it()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SlowUploadsAsync();
        var (begun, finished) = (0, 0);
        ana.Page.Request += (_, request) => begun += request.Method == "POST" && request.Url.EndsWith("/api/v1/files", StringComparison.Ordinal) ? 1 : 0;
        ana.Page.Response += (_, response) => finished += response.Request.Method == "PUT" && response.Ok ? 1 : 0;
        using var film = await TemporaryFile.RandomAsync(TwentyMegabytes);

        await ana.SendFileAsync("Through the fall", film);
        await Until.FoundAsync(() => finished > 0 ? "a part" : null, "The first stored part");
        await Server.KillAsync();
        await Expect(ana.Message("Through the fall").Mark("uploading")).ToBeVisibleAsync();
        await Server.StartAgainAsync();

        await Expect(ana.Message("Through the fall").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        Assert.Equal(1, begun);
        // A part that was acknowledged is not sent again; the answer to one may have died with the server.
        Assert.InRange(finished, 1, TwentyMegabytes / PartSize);
        await ben.ChatInList(ana.Name).ClickAsync(new() { Timeout = 60_000 });
        await ben.DownloadAsync(ben.Message("Through the fall"), film);
    }

    [Fact]
    public async Task A_refused_message_says_why_and_is_given_up_or_sent_again()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await RoomTests.CreateAsync(ana, "group", "Walkers", ben);
        await ben.ChatInList("Walkers").ClickAsync();
        await ben.SayAsync("I am in");
        await Expect(ben.Message("I am in").Mark("sent")).ToBeVisibleAsync();

        await ben.Context.SetOfflineAsync(true);
        await Expect(ben.Page.GetByText(Words.Of("connection.offline"))).ToBeVisibleAsync();
        await ben.SayAsync("Give this up");
        await ben.SayAsync("Send this later");
        await MakeAsync(ana, ben, "reader");
        await ben.Context.SetOfflineAsync(false);

        foreach (var text in new[] { "Give this up", "Send this later" })
        {
            await Expect(ben.Message(text).Mark("failed")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await Expect(ben.Message(text).GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        }

        await Expect(ben.Page.GetByText(Words.Of("composer.reader"))).ToBeVisibleAsync();
        await Answer(ben, "Give this up", "message.discard").ClickAsync();
        await Expect(ben.Message("Give this up")).ToHaveCountAsync(0);
        await MakeAsync(ana, ben, "member");
        await Expect(ben.Composer()).ToBeVisibleAsync();
        await Answer(ben, "Send this later", "common.retry").ClickAsync();

        await Expect(ben.Message("Send this later").Mark("read")).ToBeVisibleAsync();
        await Expect(ana.Message("Send this later")).ToHaveCountAsync(1);
        await Expect(ana.Message("Give this up")).ToHaveCountAsync(0);
    }

    private static async Task MakeAsync(Person owner, Person member, string role)
    {
        var info = await RoomTests.OpenInfoAsync(owner, "Walkers");
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.memberActions", member.Name), Exact = true }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of($"role.make.{role}"), Exact = true }).ClickAsync();
        await Expect(info.GetByText(Words.Of("role.reader"), new() { Exact = true })).ToHaveCountAsync(role == "reader" ? 1 : 0);
    }

    private static ILocator Answer(Person person, string message, string id) =>
        person.Message(message).GetByRole(AriaRole.Button, new() { Name = Words.Of(id), Exact = true });
}
