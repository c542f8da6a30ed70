namespace BrainMessenger.Server.Platform;

/// <summary>A steady rate with room for bursts.</summary>
internal readonly record struct Rate(double PerSecond, double Burst);

/// <summary>
/// Counts against a <see cref="Rate"/> without allocating. Not safe for several threads at once: keep it where one loop
/// uses it, or under the owner's lock, and never in a readonly field (it would be copied).
/// </summary>
internal struct TokenBucket
{
    private double _spent;
    private long _at;

    /// <summary>Takes one token at the clock's present; false when none is left. A fresh bucket is full.</summary>
    public bool TryTake(Rate rate, TimeProvider time) => TryTake(rate, time.GetTimestamp(), time.TimestampFrequency);

    /// <summary>The same for a caller that has read the clock already.</summary>
    public bool TryTake(Rate rate, long timestamp, long frequency)
    {
        var elapsed = Math.Max(0, timestamp - _at) / (double)frequency;
        _at = Math.Max(_at, timestamp);
        _spent = Math.Max(0, _spent - (elapsed * rate.PerSecond));
        if (_spent + 1 > rate.Burst) return false;
        _spent++;
        return true;
    }
}
