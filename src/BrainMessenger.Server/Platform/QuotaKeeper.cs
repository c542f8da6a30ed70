using System.Collections.Concurrent;
using System.Net;

namespace BrainMessenger.Server.Platform;

/// <summary>Counts per key within a sliding span, exactly, in memory: at most <see cref="MaxKeys"/> keys at once.</summary>
internal sealed class QuotaKeeper(Quota quota, TimeProvider time)
{
    private const int MaxKeys = 20_000;
    private readonly ConcurrentDictionary<string, Uses> _keys = new(StringComparer.Ordinal);

    /// <summary>Counts one use; false, with the seconds until the next is free, where the quota is used up.</summary>
    public bool TryTake(string key, out int retryAfter)
    {
        if (_keys.Count >= MaxKeys) Forget();
        var now = time.GetUtcNow();
        var uses = _keys.GetOrAdd(key, static (_, count) => new(count), quota.Count);
        lock (uses)
        {
            var oldest = uses.At[uses.Next];
            var free = oldest + quota.Period;
            retryAfter = 0;
            if (oldest != default && free > now)
            {
                retryAfter = (int)Math.Ceiling((free - now).TotalSeconds);
                return false;
            }

            uses.At[uses.Next] = now;
            uses.Next = (uses.Next + 1) % quota.Count;
            return true;
        }
    }

    /// <summary>The caller's network: an IPv6 site has at least 2^64 addresses, so it counts as one by its /64.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "none";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Convert.ToHexStringLower(bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes);
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, uses) in _keys)
            if (uses.Newest() + quota.Period <= now) _keys.TryRemove(key, out _);
        // Somebody commands this many networks within one period: forgetting all costs less than keeping all.
        if (_keys.Count >= MaxKeys) _keys.Clear();
    }

    private sealed class Uses(int count)
    {
        public DateTimeOffset[] At { get; } = new DateTimeOffset[count];

        public int Next { get; set; }

        public DateTimeOffset Newest()
        {
            lock (this) return At[(Next + At.Length - 1) % At.Length];
        }
    }
}
