using System.Globalization;
using BrainMessenger.Browser.Ground;
using BrainMessenger.Client;

namespace BrainMessenger.Browser;

/// <summary>An open page that took in one event after the other shows what a page shows that has just been loaded. FOLD_SEED repeats a run.</summary>
public sealed class FoldTests(Chromium chromium, SharedServer server, ITestOutputHelper output) : Story(chromium, server)
{
    private const int Rounds = 5;
    private const int Deeds = 30;

    [Fact]
    public async Task Whatever_happens_an_open_page_shows_what_a_fresh_one_does()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FOLD_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"FOLD_SEED={seed}");
        var random = new Random(seed);
        var ct = TestContext.Current.CancellationToken;
        List<Person> people = [await SignUpAsync("Ana"), await SignUpAsync("Ben"), await SignUpAsync("Cleo")];
        List<BrainMessengerClient> clients = [];
        foreach (var person in people) clients.Add(await person.ClientAsync());
        List<Guid> ids = [];
        foreach (var client in clients) ids.Add((await client.Me.GetAsync(ct)).Id);
        var plan = await clients[1].Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Plan", MemberIds = [ids[0], ids[2]] }, ct: ct);
        await clients[1].Messages.SendAsync(plan.Id, "The plan", ct: ct);
        var ana = people[0];
        await ana.ChatInList("Plan").ClickAsync();
        await RoomTests.OpenInfoAsync(ana, "Plan");
        await ana.MarkPageAsync();

        var deeds = new RandomDeeds(clients, ids, plan.Id, random);
        for (var round = 0; round < Rounds; round++)
        {
            var isCut = round % 2 == 1;
            if (isCut) await ana.Context.SetOfflineAsync(true);
            for (var n = 0; n < Deeds; n++) await deeds.DoAsync();
            if (isCut) await ana.Context.SetOfflineAsync(false);

            var fresh = await SignInAsync(ana, Look.Desktop);
            await fresh.Page.GotoAsync(ana.Page.Url);
            await Until.NothingAsync(async () => string.Join('\n', await Screen.AllDifferencesAsync(ana, fresh)), seconds: 60);
        }

        Assert.False(await ana.WasReloadedAsync());
        foreach (var client in clients) client.Dispose();
    }
}
