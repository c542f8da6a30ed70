namespace BrainMessenger.Server.Platform;

/// <summary>
/// Answers many look-ups at once: what is asked while a query runs goes into the next one. Alone a look-up starts at
/// once; in a storm of reconnects the number of queries stays small.
/// </summary>
internal sealed class Batcher<TKey, TValue>(Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> load, int most = 500)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private Dictionary<TKey, TaskCompletionSource<TValue?>> _waiting = [];
    private bool _running;

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
        while (Take() is { } batch)
        {
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
