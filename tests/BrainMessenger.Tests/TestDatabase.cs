using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Tests;

/// <summary>
/// The engine under test: SQLite in the server's own folder, or with TEST_DATABASE=postgres a fresh database on the
/// server that TEST_POSTGRES names, which the server under test reaches through TEST_POOLER where that is set.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresDatabase? _postgres;
    private readonly FaultProxy? _proxy;

    private TestDatabase(PostgresDatabase? postgres, FaultProxy? proxy) => (_postgres, _proxy) = (postgres, proxy);

    public static bool IsPostgres => Environment.GetEnvironmentVariable("TEST_DATABASE") == "postgres";

    /// <summary>Null on SQLite.</summary>
    public string? Url => _postgres is null ? null
        : _proxy is not null ? _postgres.Through(_proxy).ToString()
        : Environment.GetEnvironmentVariable("TEST_POOLER") is { Length: > 0 } pooler ? _postgres.At(new(pooler)).ToString()
        : _postgres.Url.ToString();

    /// <summary>What stands between the server and its database, where it was asked for.</summary>
    internal FaultProxy Proxy => _proxy ?? throw new InvalidOperationException("There is no proxy before the database.");

    public static async Task<TestDatabase> CreateAsync(bool behindProxy = false)
    {
        if (!IsPostgres) return new(null, null);
        var postgres = await PostgresDatabase.CreateAsync();
        return new(postgres, behindProxy ? FaultProxy.Before(postgres.Url) : null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
    }
}
