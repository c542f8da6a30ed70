using System.CommandLine;
using System.Globalization;
using BrainMessenger.Bench.Growth;
using BrainMessenger.Bench.Seeding;

namespace BrainMessenger.Bench.Load;

/// <summary><c>load</c>: measures the release build and the floors in one run, for only ratios within a run count.</summary>
internal static class LoadCommand
{
    private static readonly SeedSize Size = new(Users: 10_400, Groups: [1_000], Channel: 0, Pairs: 500, Messages: 10_000, Tokens: int.MaxValue, Random: 1);

    public static Command Create()
    {
        var server = new Option<DirectoryInfo>("--server") { DefaultValueFactory = _ => new("artifacts/server"), Description = "Folder of the release build (./dev publish)." };
        var postgres = new Option<string?>("--postgres") { Description = "postgresql:// address of a server on which databases may be made; without it only SQLite is measured." };
        var postmaster = new Option<int?>("--postmaster") { Description = "Process id of that server, to count its CPU time." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "How often everything is measured." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 4, Description = "How long each measurement takes, after twice as long to warm up." };
        var only = new Option<string?>("--only") { Description = "Only measurements whose title holds this." };
        var targets = new Option<string?>("--targets") { Description = "Only servers and floors whose name holds this." };
        var output = new Option<FileInfo?>("--out") { Description = "Also writes the table to this file." };
        var command = new Command("load", "Measures a server under load, beside the floors that the machine sets.")
        {
            server, postgres, postmaster, rounds, seconds, only, targets, output,
        };
        command.SetAction(async (parsed, ct) =>
        {
            await using var place = new LoadPlace(
                parsed.GetValue(server)!,
                parsed.GetValue(postgres) is { } address ? new Uri(address) : null,
                parsed.GetValue(postmaster),
                Directory.CreateTempSubdirectory("brainmessenger-bench-"));
            var length = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var times = new LoadTimes(WarmUp: 2 * length, length, TimeSpan.FromSeconds(1));
            var table = await RunAsync(place, times, parsed.GetValue(rounds), parsed.GetValue(only) ?? "", parsed.GetValue(targets) ?? "", ct);
            Console.WriteLine(table);
            if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file.FullName, table, ct);
        });
        return command;
    }

    private static async Task<string> RunAsync(LoadPlace place, LoadTimes times, int rounds, string only, string targets, CancellationToken ct)
    {
        var kinds = Kinds(place).FindAll(kind => kind.Name.Contains(targets, StringComparison.OrdinalIgnoreCase));
        foreach (var kind in kinds) await kind.PrepareAsync(ct);

        var report = new LoadReport();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var kind in kinds)
            {
                var fitting = Measurement.All.Where(m => m.Fits(kind) && m.Title.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
                if (fitting.Count == 0) continue;
                await using var target = await kind.StartAsync(ct);
                foreach (var measurement in fitting)
                {
                    if (kind is ServerKind server) await SearchReady.WaitAsync(server.Variables, ct);
                    await target.SettleAsync(ct);
                    var figures = await measurement.Run(target, times, ct);
                    report.Add(measurement, kind, figures);
                    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                        $"round {round}/{rounds} {kind.Name}: {measurement.Title}: {figures.PerSecond:N0} {measurement.Unit}, {figures.ServerCpu:0.00} + {figures.DatabaseCpu:0.00} µs"));
                }
            }
        }

        return report.ToMarkdown(kinds);
    }

    private static List<TargetKind> Kinds(LoadPlace place)
    {
        List<TargetKind> kinds = [];
        if (place.Postgres is not null) kinds.Add(new ServerKind(place, "PostgreSQL", Size));
        kinds.Add(new ServerKind(place, "SQLite", Size));
        foreach (var name in Probes.ProbeCommand.Kinds)
            if (name != "durable-pg" || place.Postgres is not null) kinds.Add(new ProbeKind(place, name, Size));
        return kinds;
    }
}
