using System.Diagnostics;
using BrainMessenger.Checker;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>Kills the server with SIGKILL again and again while people write, then compares what everybody was told with what is there.</summary>
internal static class KillRun
{
    private const int MostLastWords = 50;

    public static async Task<KillOutcome> RunAsync(KillPlan plan, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("brainmessenger-faults-");
        await using var engine = await Engine.CreateAsync(plan.Engine);
        await using var server = new ServerProcess(plan.Server, folder.FullName, engine.Url) { Under = plan.Under };
        List<Talker> talkers = [];
        try
        {
            await server.StartAsync(ct);
            var history = new History();
            // One more than talk: the guest comes and goes, and only listens.
            for (var n = 1; n <= plan.People + 1; n++)
            {
                var (client, userId) = await People.SignUpAsync(server, n, ct);
                talkers.Add(new Talker(client, userId, n, history));
            }

            var (ownClient, hastyId) = await People.SignUpAsync(server, plan.People + 2, ct);
            using var hasty = new HastyPerson(ownClient, hastyId, plan.People + 2, history);
            var guest = talkers[^1];
            talkers.Remove(guest);
            await using var visits = await GuestVisits.StartAsync(guest, talkers, ct);
            var chats = await MakeChatsAsync(plan, talkers, hasty, ct);
            foreach (var talker in talkers) await talker.StartAsync([.. chats, visits.Chat], ct);
            return await RunAsync(plan, server, talkers, hasty, visits, chats, history, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{e.Message}\nSeed {plan.Seed}. What the server wrote last:\n{server.LastWords}", e);
        }
        finally
        {
            foreach (var talker in talkers) await talker.DisposeAsync();
            await server.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<KillOutcome> RunAsync(
        KillPlan plan, ServerProcess server, List<Talker> talkers, HastyPerson hasty, GuestVisits visits, IReadOnlyList<Guid> chats, History history, CancellationToken ct)
    {
        var random = new Random(plan.Seed);
        var started = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var talking = talkers.ConvertAll(talker => talker.TalkAsync(chats, new Random(random.Next()), plan.Pace, stop.Token));
        var hurrying = hasty.TalkAsync(chats, new Random(random.Next()), stop.Token);
        var visiting = visits.GoOnAsync(stop.Token);
        var (underWay, alive) = (0, TimeSpan.Zero);
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            if (plan.Point is null) alive += await KillAtRandomAsync(plan, server, talkers, chats, random, ct);
            else alive += await KillAtPointAsync(plan, server, random, ct);
            if (talkers.Sum(talker => talker.UnderWay) > 0) underWay++;
            if (!plan.KillsDatabase) await server.StartAsync(ct);
        }

        alive += await LiveAsync(plan.ShortestLife, plan.LongestLife, random, ct);
        await stop.CancelAsync();
        await Task.WhenAll([.. talking, hurrying, visiting]);
        var duration = Stopwatch.GetElapsedTime(started);
        foreach (var talker in talkers) await talker.AnsweredAsync(ct);

        var report = HistoryChecker.Check(await GatherAsync(talkers, visits, chats, history, ct));
        return new(plan, report, underWay, duration, alive, SlowestPercent(talkers));
    }

    /// <summary>
    /// Everybody says something just before, so that the kill meets sends at every stage of their way. A fast server may
    /// have answered them all by then: again, until it has not.
    /// </summary>
    private static async Task<TimeSpan> KillAtRandomAsync(
        KillPlan plan, ServerProcess server, List<Talker> talkers, IReadOnlyList<Guid> chats, Random random, CancellationToken ct)
    {
        var alive = await LiveAsync(plan.ShortestLife, plan.LongestLife, random, ct);
        for (var words = 0; words < MostLastWords; words++)
        {
            foreach (var talker in talkers) talker.Say(chats[random.Next(chats.Count)], random.Next(200));
            alive += await LiveAsync(TimeSpan.FromMilliseconds(1), plan.LastBreath, random, ct);
            if (talkers.Sum(talker => talker.UnderWay) > 0) break;
        }

        if (plan.KillsDatabase) await Engine.CrashAsync(ct);
        else await server.KillAsync();
        return alive;
    }

    /// <summary>A life that ends at the plan's point, after coming there a number of times.</summary>
    private static async Task<TimeSpan> KillAtPointAsync(KillPlan plan, ServerProcess server, Random random, CancellationToken ct)
    {
        await server.KillAsync();
        await server.StartAsync(ct, $"{plan.Point}:{random.Next(1, plan.MostPassings)}");
        var started = Stopwatch.GetTimestamp();
        await server.EndedAsync(ct);
        return Stopwatch.GetElapsedTime(started);
    }

    private static TimeSpan SlowestPercent(List<Talker> talkers)
    {
        var times = talkers.SelectMany(talker => talker.Times).Order().ToList();
        return times.Count == 0 ? TimeSpan.Zero : times[times.Count * 99 / 100];
    }

    /// <summary>Reads every chat by REST from every member's view, once all streams have come as far.</summary>
    private static async Task<Evidence> GatherAsync(List<Talker> talkers, GuestVisits visits, IReadOnlyList<Guid> chats, History history, CancellationToken ct)
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

        var visited = await visits.GatherAsync(ct);
        logs[visits.Chat] = visited.Rows;
        stays.AddRange(visited.Stays);
        foreach (var talker in talkers) await talker.CaughtUpAsync(new Dictionary<Guid, long> { [visits.Chat] = visited.Rows[^1].Seq }, ct);
        return new Evidence(history.Events, logs, views, stays)
        {
            CompleteStreams = talkers.Select(talker => talker.Stream).ToHashSet(),
        };
    }

    private static async Task<IReadOnlyList<LogRow>> ReadAsync(Talker talker, Guid chat, CancellationToken ct) =>
        [.. (await Rows.ReadMessagesAsync(talker.Client, chat, ct)).Select(Rows.Stored)];

    private static async Task<IReadOnlyList<Guid>> MakeChatsAsync(KillPlan plan, List<Talker> talkers, HastyPerson hasty, CancellationToken ct)
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
                    MemberIds = [.. talkers.Where(talker => talker != owner).Select(talker => talker.UserId), hasty.UserId],
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
