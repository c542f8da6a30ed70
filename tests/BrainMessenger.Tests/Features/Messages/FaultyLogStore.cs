using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages.Log;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>The engine's own store with what databases do to it: commits whose answers are lost, standstill, rows it cannot take.</summary>
internal sealed class FaultyLogStore(ILogStore store) : ILogStore, IDisposable
{
    private readonly ManualResetEventSlim _gate = new(true);
    private int _lostAnswers;

    /// <summary>How many batches came in.</summary>
    public int Runs { get; private set; }

    /// <summary>A text that makes its whole batch fail for good.</summary>
    public string? Poison { get; set; }

    /// <summary>A server whose log stands on such a store.</summary>
    public static async Task<(Server Server, FaultyLogStore Store)> StartAsync()
    {
        var server = await Server.StartAsync(services => services.AddSingleton<ILogStore>(provider =>
        {
            var database = provider.GetRequiredService<Database>();
            return new FaultyLogStore(database.Engine == Engine.Sqlite ? new SqliteLogStore(database) : new PostgresLogStore(database));
        }));
        return (server, (FaultyLogStore)server.Services.GetRequiredService<ILogStore>());
    }

    /// <summary>The next commits happen, and their answers do not come.</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref _lostAnswers, count);

    public void Stand() => _gate.Reset();

    public void GoOn() => _gate.Set();

    public StoreOutcome[] Append(IReadOnlyList<MessageAppend> batch, DateTimeOffset at)
    {
        Runs++;
        _gate.Wait();
        if (batch.Any(append => append.Body.Text == Poison)) throw new InvalidOperationException("The database will not have this row.");
        var outcomes = store.Append(batch, at);
        if (Interlocked.Decrement(ref _lostAnswers) >= 0) throw new TimeoutException("The answer did not come.");
        return outcomes;
    }

    public Position?[] Find(IReadOnlyList<MessageAppend> batch) => store.Find(batch);

    public void Dispose()
    {
        _gate.Set();
        store.Dispose();
        _gate.Dispose();
    }
}
