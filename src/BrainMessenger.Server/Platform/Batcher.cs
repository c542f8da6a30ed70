using System.Diagnostics;

namespace BrainMessenger.Server.Platform;

/// <summary>
/// Answers many look-ups at once: what is asked while a query runs, or right after one, goes into the next. Alone a look-up
/// starts at once; in a storm of reconnects there are some forty queries a second, however many ask.
/// </summary>
internal sealed class Batcher<TKey, TValue>(Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> load, int most = 500)
    where TKey : notnull
{
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private Dictionary<TKey, TaskCompletionSource<TValue?>> _waiting = [];
    private bool _running;
    private long _lastRun;

    /// <summary>The value of the key, or the default where the query found none.</summary>
    public Task<TValue?> LoadAsync(TKey key)
    {
        Task<TValue?> answer;
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var source))
                _waiting[key] = source = new(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = source.Task;
            if (_running) return answer;
            _running = true;
        }

        _ = Task.Run(RunAsync);
        return answer;
    }

    private async Task RunAsync()
    {
        while (true)
        {
            // The machine's own time: a test that holds the clock must not hold whoever connects.
            var quiet = Stopwatch.GetElapsedTime(_lastRun);
            if (_lastRun != 0 && quiet < _gathering) await Task.Delay(_gathering - quiet);
            if (Take() is not { } batch) return;
            try
            {
                foreach (var slice in batch.Chunk(most))
                {
                    var values = await load([.. slice.Select(p => p.Key)]);
                    foreach (var (key, source) in slice) source.TrySetResult(values.GetValueOrDefault(key));
                }
            }
            catch (Exception e)
            {
                foreach (var (_, source) in batch) source.TrySetException(e);
            }

            _lastRun = Stopwatch.GetTimestamp();
        }
    }

    private Dictionary<TKey, TaskCompletionSource<TValue?>>? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _running = false;
                return null;
            }

            var batch = _waiting;
            _waiting = [];
            return batch;
        }
    }
}
