using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Finding one's place in a conversation longer than the screen.</summary>
public sealed class ReadingTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private const int Waves = 80;
    private const string Newest = "Wave 79.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>This browser has written the newest messages of a chat down.</summary>
    private const string TailIsKept = """
        () => new Promise(resolve => indexedDB.open('brainmessenger').onsuccess = ({ target: { result: database } }) =>
          database.transaction('tails').objectStore('tails').count().onsuccess = ({ target: { result: count } }) => { database.close(); resolve(count > 0); })
        """;

    [Fact]
    public async Task A_chat_opens_at_its_first_unread_message_and_the_newest_is_one_click_away()
    {
        var (ana, ben) = await TalkingAsync();
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ana.Message("Look at the sea").Mark("read")).ToBeVisibleAsync();
        await ben.Page.GotoAsync("/");
        await WriteAsync(ana);
        await Expect(ben.ChatInList(ana.Name)).ToContainTextAsync($"{Waves} {Words.Of("chat.unread")}");

        await ben.ChatInList(ana.Name).ClickAsync();
        var mark = ben.Page.GetByText(Words.Of("message.unread"), new() { Exact = true });
        await Expect(mark).ToBeInViewportAsync();
        await Expect(mark.Locator("+ article")).ToContainTextAsync("Wave 0.");
        await Expect(ben.Message(Newest)).Not.ToBeInViewportAsync();
        await Expect(ana.Message(Newest).Mark("sent")).ToBeInViewportAsync();

        await Jump(ben, "[0-9]+ unread").ClickAsync();
        await Expect(ben.Message(Newest)).ToBeInViewportAsync();
        await Expect(ana.Message(Newest).Mark("read")).ToBeVisibleAsync();
        await Expect(Jump(ben)).ToHaveCountAsync(0);
    }

    /// <summary>Opened while what came in between is still on its way: this browser has kept what was before.</summary>
    [Theory]
    [InlineData(Waves)]
    [InlineData(Waves / 2)]
    public async Task What_was_missed_is_read_from_its_beginning_also_when_the_beginning_comes_last(int missed)
    {
        var (ana, ben) = await TalkingAsync();
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ana.Message("Look at the sea").Mark("read")).ToBeVisibleAsync();
        await ben.Page.WaitForFunctionAsync(TailIsKept);
        await ben.Page.GotoAsync("about:blank");
        await WriteAsync(ana, 0, missed);
        var line = new TaskCompletionSource();
        await ben.Page.RouteAsync("**/api/v1/log", async route =>
        {
            await line.Task;
            await route.ContinueAsync();
        });
        await ben.Page.GotoAsync("/");
        await Expect(ben.ChatInList(ana.Name)).ToContainTextAsync($"{missed} {Words.Of("chat.unread")}");
        await WriteAsync(ana, missed, Waves);
        await Expect(ben.ChatInList(ana.Name)).ToContainTextAsync($"{Waves} {Words.Of("chat.unread")}");

        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("Look at the sea")).ToBeInViewportAsync();
        await Expect(ben.ChatInList(ana.Name)).ToContainTextAsync($"{Waves} {Words.Of("chat.unread")}");
        line.SetResult();

        var mark = ben.Page.GetByText(Words.Of("message.unread"), new() { Exact = true });
        await Expect(mark.Locator("+ article")).ToContainTextAsync("Wave 0.");
        await Expect(mark).ToBeInViewportAsync();
        await Expect(ben.Message(Newest)).Not.ToBeInViewportAsync();
        await Expect(ana.Message(Newest).Mark("sent")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task What_comes_while_one_reads_above_is_counted_and_the_day_floats_there()
    {
        var (ana, ben) = await TalkingAsync();
        await WriteAsync(ana);
        await ben.ChatInList(ana.Name).ClickAsync();
        await Jump(ben, "[0-9]+ unread").ClickAsync();
        await Expect(ana.Message(Newest).Mark("read")).ToBeVisibleAsync();
        // Read out it would be said with every step: the day between the messages is for the ear.
        var floating = ben.Conversation().Locator("[aria-hidden=true]").GetByText(Words.Of("time.today"), new() { Exact = true });

        await ben.Page.GetByRole(AriaRole.Region, new() { Name = Words.Of("message.list"), Exact = true }).HoverAsync();
        await ben.Page.Mouse.WheelAsync(0, -1500);
        await Expect(floating).ToBeVisibleAsync();
        await Expect(floating).ToBeHiddenAsync();
        await Expect(Jump(ben)).ToHaveAccessibleNameAsync("To the newest message");
        await ana.SayAsync("The tide has turned");
        await Expect(Jump(ben, "1 unread")).ToBeVisibleAsync();
        await Expect(ben.Message("The tide has turned")).Not.ToBeInViewportAsync();
        await Expect(ana.Message("The tide has turned").Mark("sent")).ToBeVisibleAsync();

        await Jump(ben, "1 unread").ClickAsync();
        await Expect(ben.Message("The tide has turned")).ToBeInViewportAsync();
        await Expect(ana.Message("The tide has turned").Mark("read")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_quote_leads_to_what_was_answered_and_what_one_sends_there_is_seen_at_once()
    {
        var (ana, ben) = await TalkingAsync();
        await WriteAsync(ana, answer: "Which one?");
        await ana.Page.ReloadAsync();

        await ana.Message("Which one?").GetByRole(AriaRole.Button).Filter(new() { HasText = "Look at the sea" }).ClickAsync();
        await Expect(ana.Message("Look at the sea")).ToBeInViewportAsync();
        await Expect(ana.Message("Which one?")).ToHaveCountAsync(0);
        await ana.Composer().FillAsync("That one");
        await ana.Composer().PressAsync("Enter");

        await Expect(ana.Message("That one")).ToBeInViewportAsync();
        await Expect(ben.ChatInList(ana.Name)).ToContainTextAsync("That one");
    }

    [Fact]
    public async Task What_a_link_leads_to_stays_in_view_while_what_was_missed_comes_in()
    {
        var (ana, ben) = await TalkingAsync();
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ana.Message("Look at the sea").Mark("read")).ToBeVisibleAsync();
        var link = $"{ben.Page.Url}/1";
        await ben.Page.WaitForFunctionAsync(TailIsKept);
        await ben.Page.GotoAsync("about:blank");
        await WriteAsync(ana);
        var missed = new TaskCompletionSource();
        await ben.Page.RouteAsync("**/api/v1/log", async route =>
        {
            await missed.Task;
            await route.ContinueAsync();
        });

        await ben.Page.GotoAsync(link);
        await Expect(ben.Message("Look at the sea")).ToBeInViewportAsync();
        missed.SetResult();

        await Expect(Jump(ben, "[0-9]+ unread")).ToBeVisibleAsync();
        await Expect(ben.Message("Look at the sea")).ToBeInViewportAsync();
        await Expect(ana.Message(Newest).Mark("sent")).ToBeVisibleAsync();
    }

    private async Task<(Person Ana, Person Ben)> TalkingAsync()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Look at the sea");
        await Expect(ana.Message("Look at the sea").Mark("sent")).ToBeVisibleAsync();
        return (ana, ben);
    }

    /// <summary>More than any screen shows; the answer is to the message before all of them.</summary>
    private static async Task WriteAsync(Person person, int from = 0, int to = Waves, string? answer = null)
    {
        using var client = await person.ClientAsync();
        var chat = Assert.Single((await client.Chats.ListAsync(ct: Ct)).Items);
        for (var n = from; n < to; n++) await client.Messages.SendAsync(chat.Id, $"Wave {n}.", ct: Ct);
        if (answer is not null) await client.Messages.SendAsync(chat.Id, answer, chat.LastMessage!.Seq, Ct);
    }

    private static ILocator Jump(Person person, string unread = "") => person.Page.GetByRole(AriaRole.Button, new()
    {
        NameRegex = new(unread == "" ? "^To the newest message" : $"^To the newest message, {unread}$"),
    });
}
