using System.Diagnostics;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>The database under a run: SQLite in the server's folder, or one of our own on the server of TEST_POSTGRES.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly PostgresDatabase? _postgres;

    private Engine(string kind, PostgresDatabase? postgres) => (Kind, _postgres) = (kind, postgres);

    public string Kind { get; }

    /// <summary>For NEON_DATABASE_URL; null on SQLite.</summary>
    public string? Url => _postgres?.Url.ToString();

    public static async Task<Engine> CreateAsync(string kind) => new(kind, kind == "sqlite" ? null : await PostgresDatabase.CreateAsync());

    /// <summary>Ends PostgreSQL in the middle of whatever it does and starts it again; TEST_POSTGRES_FOLDER is where it lives.</summary>
    public static async Task CrashAsync(CancellationToken ct)
    {
        var folder = Environment.GetEnvironmentVariable("TEST_POSTGRES_FOLDER") ?? throw new InvalidOperationException("TEST_POSTGRES_FOLDER must name the folder that postgres.sh was given.");
        using var crash = Process.Start(new ProcessStartInfo(Sources.PathOf("tests/servers/postgres.sh"), ["crash", folder]))!;
        await crash.WaitForExitAsync(ct);
        if (crash.ExitCode != 0) throw new InvalidOperationException("PostgreSQL did not come back.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
    }
}
