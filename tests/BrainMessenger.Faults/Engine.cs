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

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
    }
}
