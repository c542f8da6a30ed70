using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Tests.Features.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>The engine's own store with what databases do to it: commits whose answers are lost, standstill, rows it cannot take.</summary>
internal sealed class FaultyLogStore(ILogStore store) : ILogStore
{
    private readonly ManualResetEventSlim _gate = new(true);
    private int _lostAnswers;

    /// <summary>How many batches came in.</summary>
    public int Runs { get; private set; }

    /// <summary>A text that makes its whole batch fail for good.</summary>
    public string? Poison { get; set; }

    /// <summary>What every batch meets before it is stored.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>What the server told its operator.</summary>
    public KeptLog Log { get; } = new();

    /// <summary>A server whose log stands on such a store.</summary>
    public static async Task<(Pair Pair, FaultyLogStore Store)> StartAsync()
    {
        var server = await Server.StartAsync(services =>
        {
            services.AddSingleton<ILogStore>(provider =>
            {
                var database = provider.GetRequiredService<Database>();
                return new FaultyLogStore(database.Engine == Engine.Sqlite ? new SqliteLogStore(database) : new PostgresLogStore(database, provider.GetRequiredService<TimeProvider>()));
            });
            services.AddSingleton<ILoggerProvider>(provider => ((FaultyLogStore)provider.GetRequiredService<ILogStore>()).Log);
        });
        return (await Pair.MeetAsync(server), (FaultyLogStore)server.Services.GetRequiredService<ILogStore>());
    }

    /// <summary>The next commits happen, and their answers do not come.</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref _lostAnswers, count);

    public void Stand() => _gate.Reset();

    public void GoOn() => _gate.Set();

    public StoreOutcome[] Append(IReadOnlyList<MessageAppend> batch, DateTimeOffset at)
    {
        Runs++;
        _gate.Wait();
        if (Refusal is not null) throw Refusal;
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
