using BrainMessenger.Bench.Load;
using BrainMessenger.Bench.Seeding;
using BrainMessenger.Client;

namespace BrainMessenger.Bench.Growth;

/// <summary>How long a request takes, as the person sees it, and what it costs.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P95">Milliseconds.</param>
/// <param name="Cpu">Milliseconds of the server and its database.</param>
internal readonly record struct RequestTimes(double P50, double P95, double Cpu);

/// <summary>One request that is repeated.</summary>
internal sealed record GrowthRequest(string Title, Func<int, CancellationToken, Task> RunAsync)
{
    private const int WarmUps = 5;
    private const int Times = 60;

    public async Task<RequestTimes> MeasureAsync(Target target, CancellationToken ct)
    {
        for (var n = 0; n < WarmUps; n++) await RunAsync(n, ct);
        var before = target.ServerCpu + target.DatabaseCpu;
        var times = new List<double>(Times);
        for (var n = 0; n < Times; n++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await RunAsync(WarmUps + n, ct);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return new(times[Times / 2], times[Times * 95 / 100], (target.ServerCpu + target.DatabaseCpu - before) / 1000 / Times);
    }
}

/// <summary>What one person with a thousand chats asks for.</summary>
internal static class GrowthRequests
{
    /// <summary>Behind all that was used: no message has it.</summary>
    private const string NoWord = "kibitzhaus";

    public static IReadOnlyList<GrowthRequest> Of(BrainMessengerClient client, SeedFile seed)
    {
        var (groups, channel) = (seed.Groups, seed.Channel!.Value);
        return
        [
            new("chat list, first page", (_, ct) => client.Chats.ListAsync(ct: ct)),
            new("chats by name among one's 1,000", (n, ct) => client.Chats.ListAsync(query: n % 2 == 0 ? "group of 1" : "none such", ct: ct)),
            new("one chat with its unread count", (n, ct) => client.Chats.GetAsync(groups[n % groups.Count].Id, ct)),
            new("newest page of a chat's history", (n, ct) => client.Messages.ListAsync(groups[n % groups.Count].Id, ct: ct)),
            new("page around a place in history", (n, ct) => client.Messages.ListAsync(groups[n % groups.Count].Id, around: 2 + n, ct: ct)),
            new("log of one chat since 50 entries ago", async (n, ct) => await client.Messages.LogAsync(groups[n % groups.Count].Id, 0, 50, ct)),
            new("search: a word of a few messages", (n, ct) => client.Messages.SearchAsync(SeedTexts.Thing(30_000 + (n * 101)), ct: ct)),
            new("search: a word of many messages", (n, ct) => client.Messages.SearchAsync(SeedTexts.Thing(n % 5), ct: ct)),
            new("search: a part of a word", (n, ct) => client.Messages.SearchAsync(SeedTexts.Thing(5_000 + (n * 101))[1..^1], ct: ct)),
            new("search: the commonest word", (n, ct) => client.Messages.SearchAsync(n % 2 == 0 ? "cake" : "the", ct: ct)),
            new("search: a Russian word's beginning", (n, ct) => client.Messages.SearchAsync(n % 2 == 0 ? "опозд" : "автоб", ct: ct)),
            new("search: two Chinese characters", (n, ct) => client.Messages.SearchAsync(n % 2 == 0 ? "午饭" : "蛋糕", ct: ct)),
            new("search: two words", (n, ct) => client.Messages.SearchAsync($"train {SeedTexts.Thing(200 + n)}", ct: ct)),
            new("search: a word that nobody wrote", (_, ct) => client.Messages.SearchAsync(NoWord, ct: ct)),
            new("search: one's own messages (from:me)", (_, ct) => client.Messages.SearchAsync("from:me", ct: ct)),
            new("search: in one chat", (n, ct) => client.Messages.SearchAsync("cake", groups[n % groups.Count].Id, ct: ct)),
            new("channel of 100,000: send", (n, ct) => client.Messages.SendAsync(channel, $"news {n}", ct: ct)),
            new("channel of 100,000: page of members", (_, ct) => client.Chats.Members.ListAsync(channel, ct: ct)),
            new("channel of 100,000: members by name", (_, ct) => client.Chats.Members.ListAsync(channel, query: "müller", ct: ct)),
            new("people by name", (_, ct) => client.Users.FindAsync("kra", ct: ct)),
            new("a socket's way to ready, 1,000 chats", (_, ct) => ConnectAsync(client, ct)),
        ];
    }

    private static async Task ConnectAsync(BrainMessengerClient client, CancellationToken ct)
    {
        await using var socket = await RawSocket.ConnectAsync(client.Address, _ => { }, ct);
        await socket.SendAsync($$"""{"type":"hello","token":"{{client.Session!.AccessToken}}"}""", ct);
        await socket.ReceiveFrameAsync(ct);
    }
}
