using System.Diagnostics;
using System.Globalization;
using BrainMessenger.Checker;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>How a run goes; the seed decides every choice that we make ourselves.</summary>
internal sealed record KillPlan(string Engine, int Kills, int Seed)
{
    public int People { get; init; } = 16;

    public int Chats { get; init; } = 4;

    /// <summary>Each person writes so often; 16 of them make about 400 a second while the server lives.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(40);

    public TimeSpan ShortestLife { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestLife { get; init; } = TimeSpan.FromMilliseconds(4_000);

    /// <summary>A kill comes this long after its last sends at most.</summary>
    public TimeSpan LastBreath { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>From the environment (FAULTS_KILLS, FAULTS_SEED), so that a run can be repeated.</summary>
    public static KillPlan For(string engine) => new(
        engine,
        Number("FAULTS_KILLS") ?? 20,
        Number("FAULTS_SEED") ?? Random.Shared.Next(1, 1_000_000));

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What came out.</summary>
/// <param name="Alive">How long the server lived in all, from its ready line to its kill.</param>
internal sealed record KillOutcome(KillPlan Plan, Report Report, int KillsWithSendsUnderWay, TimeSpan Duration, TimeSpan Alive)
{
    public double AcknowledgedPerSecond => Report.Acknowledged / Alive.TotalSeconds;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Plan.Engine}: seed {Plan.Seed}, {Plan.Kills} kills ({KillsWithSendsUnderWay} with sends under way) in {Duration.TotalSeconds:0} s, {AcknowledgedPerSecond:0} acknowledged/s of the server's {Alive.TotalSeconds:0} s of life, from {Plan.People} sockets in {Plan.Chats} chats; {Report}");
}

/// <summary>Kills the server with SIGKILL again and again while people write, then compares what everybody was told with what is there.</summary>
internal static class KillRun
{
    private const int MostLastWords = 50;

    public static async Task<KillOutcome> RunAsync(KillPlan plan, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("brainmessenger-faults-");
        await using var engine = await Engine.CreateAsync(plan.Engine);
        await using var server = new ServerProcess(folder.FullName, engine.Url);
        List<Talker> talkers = [];
        try
        {
            await server.StartAsync(ct);
            var history = new History();
            for (var n = 1; n <= plan.People; n++)
            {
                var (client, userId) = await People.SignUpAsync(server, n, ct);
                talkers.Add(new Talker(client, userId, n, history));
            }

            var chats = await MakeChatsAsync(plan, talkers, ct);
            foreach (var talker in talkers) await talker.StartAsync(chats, ct);
            return await RunAsync(plan, server, talkers, chats, history, ct);
        }
        finally
        {
            foreach (var talker in talkers) await talker.DisposeAsync();
            await server.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<KillOutcome> RunAsync(
        KillPlan plan, ServerProcess server, List<Talker> talkers, IReadOnlyList<Guid> chats, History history, CancellationToken ct)
    {
        var random = new Random(plan.Seed);
        var started = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var talking = talkers.ConvertAll(talker => talker.TalkAsync(chats, new Random(random.Next()), plan.Pace, stop.Token));
        var (underWay, alive) = (0, TimeSpan.Zero);
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            alive += await LiveAsync(plan.ShortestLife, plan.LongestLife, random, ct);
            // Everybody says something just before, so that the kill meets sends at every stage of their way. A fast server
            // may have answered them all by then: again, until it has not.
            for (var words = 0; words < MostLastWords; words++)
            {
                foreach (var talker in talkers) talker.Say(chats[random.Next(chats.Count)], random.Next(200));
                alive += await LiveAsync(TimeSpan.FromMilliseconds(1), plan.LastBreath, random, ct);
                if (talkers.Sum(talker => talker.UnderWay) > 0) break;
            }

            if (talkers.Sum(talker => talker.UnderWay) > 0) underWay++;
            await server.KillAsync();
            await server.StartAsync(ct);
        }

        alive += await LiveAsync(plan.ShortestLife, plan.LongestLife, random, ct);
        await stop.CancelAsync();
        await Task.WhenAll(talking);
        var duration = Stopwatch.GetElapsedTime(started);
        foreach (var talker in talkers) await talker.AnsweredAsync(ct);

        var report = HistoryChecker.Check(await GatherAsync(talkers, chats, history, ct));
        return new(plan, report, underWay, duration, alive);
    }

    /// <summary>Reads every chat by REST from every member's view, once all streams have come as far.</summary>
    private static async Task<Evidence> GatherAsync(List<Talker> talkers, IReadOnlyList<Guid> chats, History history, CancellationToken ct)
    {
        var logs = new Dictionary<Guid, IReadOnlyList<LogRow>>();
        foreach (var chat in chats) logs[chat] = await ReadAsync(talkers[0], chat, ct);
        var heads = logs.ToDictionary(log => log.Key, log => log.Value.Count == 0 ? 0 : log.Value[^1].Seq);

        List<View> views = [];
        List<Stay> stays = [];
        foreach (var talker in talkers)
        {
            await talker.CaughtUpAsync(heads, ct);
            foreach (var chat in chats)
            {
                views.Add(new View(talker.UserId, chat, await ReadAsync(talker, chat, ct)));
                stays.Add(new Stay(talker.UserId, chat, 1));
            }
        }

        return new Evidence(history.Events, logs, views, stays)
        {
            CompleteStreams = talkers.Select(talker => talker.Stream).ToHashSet(),
        };
    }

    private static async Task<IReadOnlyList<LogRow>> ReadAsync(Talker talker, Guid chat, CancellationToken ct) =>
        [.. (await Rows.ReadMessagesAsync(talker.Client, chat, ct)).Select(Rows.Stored)];

    private static async Task<IReadOnlyList<Guid>> MakeChatsAsync(KillPlan plan, List<Talker> talkers, CancellationToken ct)
    {
        List<Guid> chats = [];
        for (var n = 0; n < plan.Chats; n++)
        {
            var owner = talkers[n % talkers.Count];
            var chat = await owner.Client.Chats.CreateAsync(
                new NewChat
                {
                    Type = ChatTypes.Group,
                    Name = $"Chat {n + 1}",
                    MemberIds = [.. talkers.Where(talker => talker != owner).Select(talker => talker.UserId)],
                },
                ct: ct);
            chats.Add(chat.Id);
        }

        return chats;
    }

    /// <summary>A random stretch of the server's life.</summary>
    private static async Task<TimeSpan> LiveAsync(TimeSpan shortest, TimeSpan longest, Random random, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(shortest + ((longest - shortest) * random.NextDouble()));
        await timer.WaitForNextTickAsync(ct);
        return Stopwatch.GetElapsedTime(started);
    }
}
