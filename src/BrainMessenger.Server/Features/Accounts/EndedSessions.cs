using System.Collections.Concurrent;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>
/// Sessions that ended while a token of theirs may still be good, kept in memory so that no request has to ask the
/// database (design §6). Loaded before the server accepts anyone. One node: what other nodes end comes with the bus.
/// </summary>
internal sealed class EndedSessions(TimeProvider time)
{
    private static readonly TimeSpan Kept = AccessTokens.LongestLifetime + (2 * AccessTokens.Leeway);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _endedAt = new();
    private readonly ConcurrentQueue<Guid> _inOrder = new();

    /// <summary>
    /// Raised when a session ends, after <see cref="Contains"/> answers true for it. A socket is to be registered before
    /// its token is checked, so that it either sees the end here or there.
    /// </summary>
    public event Action<Guid>? Ended;

    public bool Contains(Guid sessionId) => _endedAt.ContainsKey(sessionId);

    public void Add(Guid sessionId)
    {
        if (!Remember(sessionId, time.Now())) return;
        ForgetOld();
        Ended?.Invoke(sessionId);
    }

    public async Task LoadAsync(AppDb db, CancellationToken ct)
    {
        var since = time.Now() - Kept;
        var ended = await db.Sessions.Where(s => s.EndedAt > since).OrderBy(s => s.EndedAt).Select(s => new { s.Id, s.EndedAt }).ToListAsync(ct);
        foreach (var session in ended) Remember(session.Id, session.EndedAt!.Value);
    }

    private bool Remember(Guid sessionId, DateTimeOffset at)
    {
        if (!_endedAt.TryAdd(sessionId, at)) return false;
        _inOrder.Enqueue(sessionId);
        return true;
    }

    private void ForgetOld()
    {
        var before = time.Now() - Kept;
        while (_inOrder.TryPeek(out var oldest) && _endedAt.TryGetValue(oldest, out var at) && at < before && _inOrder.TryDequeue(out var taken))
            _endedAt.TryRemove(taken, out _);
    }
}
