using System.Diagnostics;
using BrainMessenger.Bench.Seeding;
using Npgsql;

namespace BrainMessenger.Bench.Load;

/// <summary>What the load needs from outside.</summary>
/// <param name="Server">Folder of the release build.</param>
/// <param name="Postgres">A PostgreSQL server on which databases may be made.</param>
/// <param name="Postmaster">Its first process, for the CPU of the database.</param>
/// <param name="Work">A folder of our own, removed at the end.</param>
internal sealed record LoadPlace(DirectoryInfo Server, Uri? Postgres, int? Postmaster, DirectoryInfo Work);

/// <summary>A kind of server that can be started again and again on its own store.</summary>
internal abstract class TargetKind(string name)
{
    public string Name => name;

    public bool IsProbe { get; protected init; }

    /// <summary>Makes the store; once.</summary>
    public abstract Task PrepareAsync(CancellationToken ct);

    public abstract Task<Target> StartAsync(CancellationToken ct);

    /// <summary>This program again, in a process of its own.</summary>
    protected static ProcessStartInfo Bench(params IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        return new(host, isDotnet ? arguments.Prepend(typeof(TargetKind).Assembly.Location) : arguments);
    }

    protected static async Task<string> NewDatabaseAsync(LoadPlace place, string name, CancellationToken ct)
    {
        var server = place.Postgres ?? throw new InvalidOperationException("PostgreSQL is missing: give --postgres.");
        await using var connection = new NpgsqlConnection(ConnectionString(server));
        await connection.OpenAsync(ct);
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync(ct);
        return new UriBuilder(server) { Path = name }.Uri.ToString();
    }

    protected static string ConnectionString(Uri address) => BrainMessenger.Server.Data.PostgresUrl.ToConnectionString(address.ToString());
}

/// <summary>The product's release build on one engine, with the limits off and everything else as it is.</summary>
internal sealed class ServerKind(LoadPlace place, string engine, SeedSize size) : TargetKind($"BrainMessenger, {engine}")
{
    private readonly Dictionary<string, string> _environment = [];
    private World? _world;

    private string Folder => Path.Combine(place.Work.FullName, engine);

    public override async Task PrepareAsync(CancellationToken ct)
    {
        _environment["DATA_DIR"] = Path.Combine(Folder, "data");
        _environment["RATE_LIMITS"] = "off";
        _environment["PORT"] = "0";
        if (engine == "PostgreSQL") _environment["NEON_DATABASE_URL"] = await NewDatabaseAsync(place, "bench_server", ct);
        Directory.CreateDirectory(Folder);
        var output = Path.Combine(Folder, "seed.json");
        var seed = Bench("seed", "--users", $"{size.Users}", "--groups", string.Join(',', size.Groups), "--pairs", $"{size.Pairs}", "--messages", $"{size.Messages}", "--out", output);
        foreach (var (name, value) in _environment) seed.Environment[name] = value;
        seed.RedirectStandardOutput = true;
        using var process = Process.Start(seed)!;
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new InvalidOperationException($"Seeding ended with exit code {process.ExitCode}.");
        _world = World.Of(await SeedFile.ReadAsync(output, ct));
    }

    public override Task<Target> StartAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo(Path.Combine(place.Server.FullName, "brainmessenger")) { WorkingDirectory = Folder };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return Target.StartAsync(start, _world!, engine == "PostgreSQL" ? place.Postmaster : null, ct);
    }
}

/// <summary>One of the floors.</summary>
internal sealed class ProbeKind : TargetKind
{
    private readonly LoadPlace _place;
    private readonly World _world;
    private string? _store;

    public ProbeKind(LoadPlace place, string name, SeedSize size)
        : base(name)
    {
        _place = place;
        _world = World.OfProbe(size.Users, size.Pairs, size.Groups[0]);
        IsProbe = true;
    }

    public override async Task PrepareAsync(CancellationToken ct)
    {
        if (Name == "durable-pg") _store = ConnectionString(new Uri(await NewDatabaseAsync(_place, "bench_probe", ct)));
        if (Name == "durable-sqlite") _store = Path.Combine(_place.Work.FullName, "probe.db");
    }

    public override Task<Target> StartAsync(CancellationToken ct) =>
        Target.StartAsync(Bench(["probe", Name, .. _store is null ? Array.Empty<string>() : ["--store", _store]]), _world, Name == "durable-pg" ? _place.Postmaster : null, ct);
}
