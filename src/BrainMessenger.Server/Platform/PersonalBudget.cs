using System.Collections.Concurrent;

namespace BrainMessenger.Server.Platform;

/// <summary>Holds each person to a rate, over all his connections together.</summary>
internal class PersonalBudget(Rate rate, bool isLimited, TimeProvider time)
{
    /// <summary>A bucket that was not used this long is full again and need not be kept.</summary>
    private static readonly TimeSpan _forget = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Bucket> _buckets = new();
    private long _sweptAt = time.GetTimestamp();

    /// <summary>False when the person must wait.</summary>
    public bool TryTake(Guid userId)
    {
        if (!isLimited) return true;
        Sweep();
        return _buckets.GetOrAdd(userId, _ => new Bucket()).TryTake(rate, time);
    }

    private void Sweep()
    {
        var swept = Volatile.Read(ref _sweptAt);
        if (time.GetElapsedTime(swept) < _forget || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), swept) != swept) return;
        foreach (var (userId, bucket) in _buckets)
            if (time.GetElapsedTime(bucket.UsedAt) > _forget) _buckets.TryRemove(userId, out _);
    }

    private sealed class Bucket
    {
        private readonly Lock _gate = new();
        private TokenBucket _tokens;

        public long UsedAt { get; private set; }

        public bool TryTake(Rate rate, TimeProvider time)
        {
            lock (_gate)
            {
                UsedAt = time.GetTimestamp();
                return _tokens.TryTake(rate, time);
            }
        }
    }
}
