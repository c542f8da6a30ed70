using System.Runtime.InteropServices;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>Tells the operator cause and cure: each cause at once, and while it lasts once a minute with the number of requests that it cost.</summary>
internal sealed class StoreOutages(TimeProvider time, ILogger<StoreOutages> log)
{
    private static readonly TimeSpan _tellAgain = TimeSpan.FromMinutes(1);

    /// <summary>A cause may name a key, so old ones are not kept for ever.</summary>
    private static readonly TimeSpan _forget = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long At, int Untold)> _told = [];

    public void Tell(StoreException e)
    {
        int untold;
        lock (_lock)
        {
            ref var told = ref CollectionsMarshal.GetValueRefOrAddDefault(_told, e.Message, out var isKnown);
            if (isKnown && time.GetElapsedTime(told.At) < _tellAgain)
            {
                told.Untold++;
                return;
            }

            untold = told.Untold;
            told = (time.GetTimestamp(), 0);
            foreach (var old in _told.Where(one => time.GetElapsedTime(one.Value.At) > _forget).ToList()) _told.Remove(old.Key);
        }

        var (code, cause) = (e.Error.Code, e.Message.TrimEnd('.'));
        if (untold == 0) log.LogError("File store: {Code}. Cause: {Cause}. Cure: {Cure}.", code, cause, e.Cure);
        else log.LogError("File store: {Code}, and {Untold} more since the last time. Cause: {Cause}. Cure: {Cure}.", code, untold, cause, e.Cure);
    }
}
