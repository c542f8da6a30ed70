using System.Collections.Concurrent;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Who has a device connected now. The realtime feature keeps it; views read it.</summary>
internal sealed class OnlinePeople
{
    private readonly ConcurrentDictionary<Guid, byte> _online = new();

    public bool Contains(Guid userId) => _online.ContainsKey(userId);

    public void Set(Guid userId, bool isOnline)
    {
        if (isOnline) _online.TryAdd(userId, 0);
        else _online.TryRemove(userId, out _);
    }
}
