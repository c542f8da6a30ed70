using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using BrainMessenger.Client;

namespace BrainMessenger.Bench.Load;

/// <summary>
/// All devices of many people lose their server at once and come back as clients do: after a random part of 5 s, later with
/// every failure, with what they hold and whom they watch. What that asks of the database is compared with what the
/// same people ask who write now and then.
/// </summary>
internal static class Storm
{
    private const double PerMinute = 10;

    /// <summary>Over so many seconds the database's load is told: its connections report once a second.</summary>
    private const int PeakSeconds = 3;

    private static readonly TimeSpan _steady = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);
    private static readonly ChatSocketOptions _client = new();

    public static async Task<Figures> RunAsync(Target target, int people, int devices, LoadTimes times, CancellationToken ct)
    {
        var steady = await SteadyAsync(target, people, times, ct);
        var count = people * devices;
        var before = await LoadSocket.ConnectAsync(target.Address, [.. Enumerable.Range(0, count).Select(i => target.World.Tokens[i % people])], ct);

        var cut = Stopwatch.GetTimestamp();
        var restart = target.RestartAsync(ct);
        var coming = Task.WhenAll(Enumerable.Range(0, count).Select(i => ReturnAsync(target, restart, i % people, ct)));
        await restart;
        var (started, done) = (Stopwatch.GetElapsedTime(cut), 0);
        var window = new Window(target, () => done);
        window.Start();
        var load = LoadAsync(target, coming, ct);
        var sockets = await coming;
        var all = Stopwatch.GetElapsedTime(cut);
        done = count;
        var figures = window.Stop();
        var peak = Peak(await load);
        foreach (var socket in before.Concat(sockets)) await socket.DisposeAsync();
        return figures with { Note = Note(started, all, peak, steady) };
    }

    /// <summary>Transactions each second at the most, while people write now and then; null where the database does not tell.</summary>
    private static async Task<double?> SteadyAsync(Target target, int people, LoadTimes times, CancellationToken ct)
    {
        var writing = Steady.RunAsync(target, people, PerMinute, times with { Measure = _steady }, ct);
        await Task.Delay(times.WarmUp + _second, ct);
        var load = await LoadAsync(target, Task.Delay(_steady - _second, ct), ct);
        await writing;
        return load.Count < 2 ? null : (load[^1].Transactions - load[0].Transactions) / (load[^1].Seconds - load[0].Seconds);
    }

    /// <summary>How many transactions there were, second by second until the end and a little longer.</summary>
    private static async Task<List<(double Seconds, long Transactions)>> LoadAsync(Target target, Task end, CancellationToken ct)
    {
        var counted = new List<(double, long)>();
        var begun = Stopwatch.GetTimestamp();
        for (var more = 2; more > 0; more -= end.IsCompleted ? 1 : 0)
        {
            if (await target.TransactionsAsync(ct) is not { } transactions) return counted;
            counted.Add((Stopwatch.GetElapsedTime(begun).TotalSeconds, transactions));
            await Task.Delay(_second, ct);
        }

        return counted;
    }

    private static double? Peak(List<(double Seconds, long Transactions)> load) =>
        load.Count == 0 ? null
        : load.Count <= PeakSeconds ? (load[^1].Transactions - load[0].Transactions) / (load[^1].Seconds - load[0].Seconds)
        : load.Zip(load.Skip(PeakSeconds)).Max(pair => (pair.Second.Transactions - pair.First.Transactions) / (pair.Second.Seconds - pair.First.Seconds));

    private static async Task<LoadSocket> ReturnAsync(Target target, Task restart, int person, CancellationToken ct)
    {
        for (var failures = 0; ; failures++)
        {
            await Task.Delay(_client.ReconnectDelay(failures), ct);
            if (!restart.IsCompletedSuccessfully) continue;
            try
            {
                return await EnterAsync(target, person, ct);
            }
            catch (Exception e) when (e is WebSocketException or InvalidOperationException or HttpRequestException)
            {
                // Not there yet, or too much at once: as a client, later.
            }
        }
    }

    /// <summary>What the web client says when it is back.</summary>
    private static async Task<LoadSocket> EnterAsync(Target target, int person, CancellationToken ct)
    {
        var world = target.World;
        var pair = world.Pairs[person / 2];
        var socket = await LoadSocket.ConnectAsync(target.Address, world.Tokens[person], ct, $"{{\"{pair}\":1,\"{world.Group}\":1}}");
        socket.Read((_, _) => { });
        // Of those one talks to, many are away.
        await socket.SendAsync($"{{\"type\":\"watch\",\"userIds\":[\"{world.Users[person ^ 1]}\",\"{world.Users[^(person + 1)]}\"]}}", ct);
        await socket.SendAsync("""{"type":"presence","state":"online"}""", ct);
        return socket;
    }

    private static string Note(TimeSpan started, TimeSpan all, double? peak, double? steady) => string.Create(
        CultureInfo.InvariantCulture,
        $"the server was there again {started.TotalSeconds:0.0} s after the cut and all sockets {all.TotalSeconds:0.0} s after it{(peak is null ? "" : $"; at most {peak:N0} database transactions/s over {PeakSeconds} s, {peak / steady:0.0} times the {steady:N0}/s of the same people with {PerMinute} messages a minute")}.");
}
