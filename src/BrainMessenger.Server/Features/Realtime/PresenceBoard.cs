using System.Collections.Concurrent;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>
/// Who watches whom. A watcher gets each state at once and then changes, coalesced over five seconds, so that people who
/// come and go quickly cost little. The last time seen is kept when the last device goes.
/// </summary>
internal sealed class PresenceBoard : Worker
{
    public const int MaxWatched = 200;

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Connection, byte>> _watchers = new();
    private readonly ConcurrentDictionary<Guid, byte> _changed = new();
    private readonly IDbContextFactory<AppDb> _databases;
    private readonly Batcher<Guid, LastSeen> _lastSeen;
    private readonly OnlinePeople _online;
    private readonly Hub _hub;

    public PresenceBoard(Hub hub, OnlinePeople online, IDbContextFactory<AppDb> databases, TimeProvider time, ILogger<PresenceBoard> log)
        : base(time, log)
    {
        (_hub, _online, _databases) = (hub, online, databases);
        _lastSeen = new(ReadLastSeenAsync);
        hub.PresenceChanged += OnChanged;
        hub.Removed += Forget;
    }

    /// <summary>Replaces the socket's former list and tells each state at once.</summary>
    public void Watch(Connection connection, IReadOnlyList<Guid> userIds)
    {
        Forget(connection);
        var watched = userIds.Distinct().ToArray();
        connection.Watched = watched;
        foreach (var userId in watched) _watchers.GetOrAdd(userId, _ => new()).TryAdd(connection, 0);
        _ = TellAsync(connection, watched);
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_every, Time);
        while (await timer.WaitForNextTickAsync(ct)) await FlushAsync();
    }

    private void OnChanged(Guid userId)
    {
        _online.Set(userId, _hub.IsOnline(userId));
        _changed.TryAdd(userId, 0);
    }

    private void Forget(Connection connection)
    {
        foreach (var userId in connection.Watched)
        {
            if (!_watchers.TryGetValue(userId, out var watchers)) continue;
            watchers.TryRemove(connection, out _);
            if (watchers.IsEmpty) _watchers.TryRemove(new(userId, watchers));
        }

        connection.Watched = [];
    }

    private async Task FlushAsync()
    {
        var changed = _changed.Keys.ToArray();
        foreach (var userId in changed) _changed.TryRemove(userId, out _);
        if (changed.Length == 0) return;

        var now = Time.Now();
        foreach (var userId in changed)
        {
            var state = _hub.PresenceOf(userId);
            if (!_watchers.TryGetValue(userId, out var watchers)) continue;
            var frame = Frames.Presence(userId, state, state == "offline" ? now : null);
            foreach (var watcher in watchers.Keys) watcher.Send(frame);
            frame.Release();
        }

        await KeepLastSeenAsync([.. changed.Where(id => !_hub.IsOnline(id))], now);
    }

    private async Task KeepLastSeenAsync(Guid[] gone, DateTimeOffset at)
    {
        try
        {
            await using var db = await _databases.CreateDbContextAsync();
            foreach (var slice in gone.Order().Chunk(500))
                await db.Users.Where(u => slice.Contains(u.Id)).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, at));
        }
        catch (Exception e)
        {
            Log.LogWarning("When people were last seen could not be written ({Cause}).", e.Message);
        }
    }

    private async Task TellAsync(Connection connection, Guid[] watched)
    {
        var offline = watched.Where(id => !_hub.IsOnline(id)).ToArray();
        foreach (var userId in watched.Except(offline)) connection.SendOwned(Frames.Presence(userId, _hub.PresenceOf(userId), null));
        if (offline.Length == 0) return;
        try
        {
            var seen = await Task.WhenAll(offline.Select(async id => (id, last: await _lastSeen.LoadAsync(id))));
            foreach (var (userId, last) in seen.Where(user => user.last is not null)) connection.SendOwned(Frames.Presence(userId, "offline", last!.At));
        }
        catch (Exception e)
        {
            Log.LogWarning("Presence could not be read ({Cause}).", e.Message);
        }
    }

    /// <summary>For many at once: after a restart everybody who comes back asks for those who are not.</summary>
    private async Task<IReadOnlyDictionary<Guid, LastSeen>> ReadLastSeenAsync(IReadOnlyCollection<Guid> userIds)
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db.Users.Where(u => userIds.Contains(u.Id) && u.DeletedAt == null).Select(u => new { u.Id, u.LastSeenAt })
            .ToDictionaryAsync(u => u.Id, u => new LastSeen(u.LastSeenAt));
    }

    private sealed record LastSeen(DateTimeOffset? At);
}
