using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Browser.Ground;

/// <summary>A server whose database is PostgreSQL behind a network that can fail.</summary>
public sealed class DistantServer : RealServer
{
    private PostgresDatabase? _database;
    private FaultProxy? _network;

    internal FaultProxy Network => _network ?? throw new InvalidOperationException("The server is not running.");

    protected override IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string> { ["NEON_DATABASE_URL"] = _database!.Through(Network).ToString() };

    public override async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        _network = FaultProxy.Before(_database.Url);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_network is not null) await _network.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
