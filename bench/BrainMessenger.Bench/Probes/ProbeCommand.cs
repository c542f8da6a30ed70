using System.CommandLine;

namespace BrainMessenger.Bench.Probes;

/// <summary><c>probe</c>: a server that does the least a kind of work needs. A floor to compare with, and no product.</summary>
internal static class ProbeCommand
{
    public static readonly IReadOnlyList<string> Kinds = ["raw", "raw-coalesce", "durable-pg", "durable-sqlite"];

    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = string.Join(", ", Kinds) };
        kind.AcceptOnlyFromAmong([.. Kinds]);
        var store = new Option<string>("--store") { Description = "Connection string of an empty PostgreSQL database, or a file for SQLite." };
        var command = new Command("probe", "Runs one of the floors that the load is compared with.") { kind, store };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(kind)!, parsed.GetValue(store), ct));
        return command;
    }

    private static async Task RunAsync(string kind, string? store, CancellationToken ct)
    {
        IProbeStore? durable = kind switch
        {
            "durable-pg" => await PostgresProbeStore.OpenAsync(store!, ct),
            "durable-sqlite" => SqliteProbeStore.Open(store!),
            _ => null,
        };
        await using var server = new ProbeServer(durable, coalesce: kind == "raw-coalesce");
        await server.RunAsync(ct);
    }
}
