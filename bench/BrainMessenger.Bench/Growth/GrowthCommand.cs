using System.CommandLine;
using System.Globalization;
using BrainMessenger.Bench.Load;
using BrainMessenger.Bench.Seeding;
using BrainMessenger.Client;

namespace BrainMessenger.Bench.Growth;

/// <summary><c>growth</c>: what the everyday requests of one person cost as the number of messages and chats grows.</summary>
internal static class GrowthCommand
{
    /// <summary>The first person is in so many groups of ten.</summary>
    private const int OwnChats = 1_000;

    private const int LargestChannel = 100_000;

    public static Command Create()
    {
        var server = new Option<DirectoryInfo>("--server") { DefaultValueFactory = _ => new("artifacts/server"), Description = "Folder of the release build (./dev publish)." };
        var postgres = new Option<string?>("--postgres") { Description = "postgresql:// address of a server on which databases may be made; without it only SQLite is measured." };
        var postmaster = new Option<int?>("--postmaster") { Description = "Process id of that server, to count its CPU time." };
        var sizes = new Option<string>("--sizes") { DefaultValueFactory = _ => "10000,1000000,10000000", Description = "Numbers of messages; there are as many chats, up to a million." };
        var targets = new Option<string?>("--targets") { Description = "Only engines whose name holds this." };
        var output = new Option<FileInfo?>("--out") { Description = "Also writes the table to this file." };
        var command = new Command("growth", "Measures the requests of one person with 1,000 chats on databases of several sizes.") { server, postgres, postmaster, sizes, targets, output };
        command.SetAction(async (parsed, ct) =>
        {
            var table = new GrowthTable();
            var engines = (parsed.GetValue(postgres) is null ? ["SQLite"] : (string[])["SQLite", "PostgreSQL"])
                .Where(engine => engine.Contains(parsed.GetValue(targets) ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
            foreach (var messages in parsed.GetValue(sizes)!.Split(',').Select(long.Parse))
                foreach (var engine in engines)
                {
                    // Of each size and engine its own, so that one is gone before the next is made.
                    await using var place = new LoadPlace(
                        parsed.GetValue(server)!,
                        parsed.GetValue(postgres) is { } address ? new Uri(address) : null,
                        parsed.GetValue(postmaster),
                        Directory.CreateTempSubdirectory("brainmessenger-growth-"));
                    await MeasureAsync(place, engine, messages, table, ct);
                }

            Console.WriteLine(table);
            if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file.FullName, table.ToString(), ct);
        });
        return command;
    }

    private static async Task MeasureAsync(LoadPlace place, string engine, long messages, GrowthTable table, CancellationToken ct)
    {
        var pairs = (int)Math.Min(messages, 1_000_000) - OwnChats;
        var size = new SeedSize(
            Math.Max(2 * pairs, LargestChannel), [.. Enumerable.Repeat(10, OwnChats)], LargestChannel, pairs, messages, Tokens: 10, Random: 1);
        var kind = new ServerKind(place, engine, size);
        await kind.PrepareAsync(ct);
        var column = string.Create(CultureInfo.InvariantCulture, $"{engine}, {messages:N0}");
        await using var target = await kind.StartAsync(ct);
        using var client = new BrainMessengerClient(target.Address) { Session = new(target.World.Tokens[0], DateTimeOffset.MaxValue, null) };
        var began = TimeProvider.System.GetTimestamp();
        var (server, database) = (target.ServerCpu, target.DatabaseCpu);
        await SearchReady.WaitAsync(kind.Variables, ct);
        table.Add(column, "making all of it searchable, µs of CPU a message", ((target.ServerCpu - server) + (target.DatabaseCpu - database)) / messages);
        table.Add(column, "the same, messages a second", messages / TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        foreach (var request in GrowthRequests.Of(client, kind.Seed!)) table.Add(column, request.Title, await request.MeasureAsync(target, ct));
    }
}
