using System.Globalization;
using BrainMessenger.Checker;
using BrainMessenger.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Faults.Images;

/// <summary>What the images held.</summary>
internal sealed record ImageOutcome(int Images, int Acknowledged, int Lost, int Broken, int Seed, string FirstProblem)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Images} crash images of {Acknowledged} acknowledged sends: {Lost} lost, {Broken} broken, seed {Seed}{FirstProblem}");

    /// <summary>A row of the fault table; each disk is one fault. A column stays empty where nothing was looked for.</summary>
    public string ToRow(string fault) => string.Create(CultureInfo.InvariantCulture,
        $"| sqlite | {fault} | {Images} | | | {Acknowledged} | {Acknowledged} | | {Lost} | | | | {Broken} | | {Seed} |");
}

/// <summary>
/// A server writes under strace; from its calls the disk is rebuilt as it may be when the power goes right after an
/// acknowledgement began to leave, and every such disk must hold what was acknowledged.
/// </summary>
internal static class ImageRun
{
    private const int People = 8;

    /// <param name="program">Folder of a server that was built to fail; the release build where null.</param>
    /// <param name="sends">How many sends are made; each makes about five images.</param>
    public static async Task<ImageOutcome> RunAsync(string? program, int sends, int seed, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("brainmessenger-images-");
        try
        {
            var trace = Path.Combine(folder.FullName, "trace");
            var data = folder.CreateSubdirectory("data").FullName;
            await using (var server = new ServerProcess(program, data, null) { Under = ["strace", .. Trace.Arguments(trace)] }) await WriteAsync(server, sends, seed, ct);
            return Check(trace, folder.CreateSubdirectory("image").FullName, seed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteAsync(ServerProcess server, int sends, int seed, CancellationToken ct)
    {
        await server.StartAsync(ct);
        var (random, history) = (new Random(seed), new History());
        List<Talker> talkers = [];
        for (var n = 1; n <= People; n++)
        {
            var (client, userId) = await Faults.People.SignUpAsync(server, n, ct);
            talkers.Add(new Talker(client, userId, n, history));
        }

        var chat = await talkers[0].Client.Chats.PersonalAsync(talkers[1].UserId, ct);
        var other = await talkers[2].Client.Chats.PersonalAsync(talkers[3].UserId, ct);
        Guid[] chats = [chat.Id, chat.Id, other.Id, other.Id];
        foreach (var talker in talkers[..4]) await talker.StartAsync([], ct);
        for (var n = 0; n < sends; n++)
        {
            talkers[n % 4].Say(chats[n % 4], random.Next(1_500));
            await Wait.UntilAsync(() => talkers.Sum(talker => talker.UnderWay) < 4, "an answer", ct);
        }

        foreach (var talker in talkers)
        {
            await talker.AnsweredAsync(ct);
            await talker.DisposeAsync();
        }
    }

    private static ImageOutcome Check(string trace, string folder, int seed)
    {
        var (disk, random) = (new Disk(), new Random(seed));
        var acknowledged = new Dictionary<Guid, long>();
        var (images, lost, broken, first) = (0, 0, 0, "");
        foreach (var step in Trace.Read(trace))
        {
            disk.Apply(step);
            if (step is not Step.Acknowledge(var cid, var seq)) continue;
            acknowledged[cid] = seq;
            foreach (var image in (IReadOnlyDictionary<string, byte[]>[])[disk.Synced(), disk.Some(random), disk.Some(random), disk.Torn(random), disk.Torn(random)])
            {
                images++;
                var problem = ProblemOf(image, folder, acknowledged, out var missing);
                lost += missing;
                if (problem is not null && missing == 0) broken++;
                if (problem is not null && first.Length == 0) first = $"; image {images}: {problem}";
            }
        }

        return new(images, acknowledged.Count, lost, broken, seed, first);
    }

    /// <summary>Opens the image as the server would and compares; null where nothing is wrong.</summary>
    private static string? ProblemOf(IReadOnlyDictionary<string, byte[]> image, string folder, Dictionary<Guid, long> acknowledged, out int missing)
    {
        missing = 0;
        foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
        foreach (var (name, content) in image) File.WriteAllBytes(Path.Combine(folder, name), content);
        try
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "messenger.db")};Pooling=False");
            connection.Open();
            if (Ask(connection, "pragma integrity_check") is not "ok" and var said) return $"integrity_check says {said}";
            if (Ask(connection, "select count(*) from chats c where c.last_seq <> (select count(*) from messages m where m.chat_id = c.id)") is not 0L) return "a chat's counter is not that of its messages";
            var stored = new Dictionary<Guid, long>();
            using var command = connection.CreateCommand();
            command.CommandText = "select cid, seq from messages";
            using var rows = command.ExecuteReader();
            while (rows.Read()) stored[new Guid((byte[])rows[0], bigEndian: true)] = rows.GetInt64(1);
            missing = acknowledged.Count(ack => stored.GetValueOrDefault(ack.Key) != ack.Value);
            return missing == 0 ? null : $"{missing} acknowledged sends are not there";
        }
        catch (SqliteException e)
        {
            missing = acknowledged.Count;
            return e.Message;
        }
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
