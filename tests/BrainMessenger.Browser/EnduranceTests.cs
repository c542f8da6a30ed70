using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>What was said stays said: through a killed server, a reload, a lost network.</summary>
public sealed class EnduranceTests(Chromium chromium, RealServer server) : Story(chromium, server), IClassFixture<RealServer>
{
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
}
