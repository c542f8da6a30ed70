using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>What people see while the database is away.</summary>
public sealed class OutageTests(Chromium chromium, DistantServer server) : Story<DistantServer>(chromium, server), IClassFixture<DistantServer>
{
    private static readonly TimeSpan _outage = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_minute_without_the_database_loses_nothing_and_needs_no_reload()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Before");
        await Expect(ana.Message("Before").Mark("sent")).ToBeVisibleAsync();
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ana.Message("Before").Mark("read")).ToBeVisibleAsync();

        Server.Network.Refuse();
        var began = TimeProvider.System.GetTimestamp();
        await ana.SayAsync("Into the dark");
        foreach (var person in new[] { ana, ben }) await Expect(person.Page.GetByText(Words.Of("degraded.database"))).ToBeVisibleAsync();
        await Expect(ana.Message("Into the dark").Mark("sending")).ToBeVisibleAsync();
        await ben.SayAsync("Is anybody there?");
        await Until.FoundAsync(() => TimeProvider.System.GetElapsedTime(began) > _outage ? "over" : null, "The end of the outage", 90);
        await Expect(ben.Message("Is anybody there?").Mark("sending")).ToBeVisibleAsync();
        Server.Network.Heal();

        foreach (var person in new[] { ana, ben })
        {
            await Expect(person.Page.GetByText(Words.Of("degraded.database"))).ToHaveCountAsync(0, new() { Timeout = 60_000 });
            foreach (var text in new[] { "Before", "Into the dark", "Is anybody there?" })
                await Expect(person.Conversation().GetByText(text, new() { Exact = true })).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        }

        await Expect(ana.Message("Into the dark").Mark("read")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }
}
