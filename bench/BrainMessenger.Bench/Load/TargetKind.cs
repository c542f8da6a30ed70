using System.Diagnostics;
using BrainMessenger.Bench.Seeding;
using BrainMessenger.Server.Data;
using Npgsql;

namespace BrainMessenger.Bench.Load;

/// <summary>What the load needs from outside.</summary>
/// <param name="Server">Folder of the release build.</param>
/// <param name="Postgres">A PostgreSQL server on which databases may be made.</param>
/// <param name="Postmaster">Its first process, for the CPU of the database.</param>
/// <param name="Work">A folder of our own, removed at the end.</param>
internal sealed record LoadPlace(DirectoryInfo Server, Uri? Postgres, int? Postmaster, DirectoryInfo Work) : IAsyncDisposable
{
    private readonly List<string> _databases = [];

    public static string ConnectionString(Uri address) => PostgresAddress.Parse(address.ToString()).ConnectionString;

    /// <summary>Makes a database of our own and answers its address.</summary>
    public async Task<Uri> NewDatabaseAsync(CancellationToken ct)
    {
        var name = $"bench_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name}", ct);
        _databases.Add(name);
        return new UriBuilder(Postgres!) { Path = name }.Uri;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _databases) await ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);
        Work.Delete(recursive: true);
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(Postgres ?? throw new InvalidOperationException("PostgreSQL is missing: give --postgres.")));
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

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

}

/// <summary>The product's release build on one engine, with the limits off and everything else as it is.</summary>
/// <param name="more">Variables beyond those that every server here has.</param>
internal sealed class ServerKind(LoadPlace place, string engine, SeedSize size, IReadOnlyDictionary<string, string>? more = null) : TargetKind(NameOf(engine))
{
    private readonly Dictionary<string, string> _environment = new(more ?? new Dictionary<string, string>());
    private World? _world;

    public static string NameOf(string engine) => $"BrainMessenger, {engine}";

    private string Folder => Path.Combine(place.Work.FullName, engine);

    public override async Task PrepareAsync(CancellationToken ct)
    {
        _environment["DATA_DIR"] = Path.Combine(Folder, "data");
        _environment["RATE_LIMITS"] = "off";
        _environment["PORT"] = "0";
        if (engine == "PostgreSQL") _environment["NEON_DATABASE_URL"] = (await place.NewDatabaseAsync(ct)).ToString();
        Directory.CreateDirectory(Folder);
        var output = Path.Combine(Folder, "seed.json");
        var seed = Bench("seed", "--users", $"{size.Users}", "--groups", string.Join(',', size.Groups), "--channel", $"{size.Channel}",
            "--pairs", $"{size.Pairs}", "--messages", $"{size.Messages}", "--tokens", $"{size.Tokens}", "--out", output);
        foreach (var (name, value) in _environment) seed.Environment[name] = value;
        seed.RedirectStandardOutput = true;
        using var process = Process.Start(seed)!;
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new InvalidOperationException($"Seeding ended with exit code {process.ExitCode}.");
        Seed = await SeedFile.ReadAsync(output, ct);
        _world = World.Of(Seed);
    }

    public SeedFile? Seed { get; private set; }

    /// <summary>The server's own variables.</summary>
    public IReadOnlyDictionary<string, string> Variables => _environment;

    public override Task<Target> StartAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo(Path.Combine(place.Server.FullName, "brainmessenger")) { WorkingDirectory = Folder };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        var database = _environment.TryGetValue("NEON_DATABASE_URL", out var address) ? new TargetDatabase(new Uri(address), place.Postmaster) : null;
        return Target.StartAsync(start, _world!, database, ct);
    }
}

/// <summary>One of the floors.</summary>
internal sealed class ProbeKind : TargetKind
{
    private readonly LoadPlace _place;
    private readonly World _world;
    private TargetDatabase? _database;
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
        if (Name == "durable-pg") _store = LoadPlace.ConnectionString((_database = new(await _place.NewDatabaseAsync(ct), _place.Postmaster)).Address);
        if (Name == "durable-sqlite") _store = Path.Combine(_place.Work.FullName, "probe.db");
    }

    public override Task<Target> StartAsync(CancellationToken ct) =>
        Target.StartAsync(Bench(["probe", Name, .. _store is null ? Array.Empty<string>() : ["--store", _store]]), _world, _database, ct);
}
