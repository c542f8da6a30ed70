using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Search;

/// <summary>When a search reads the messages themselves instead of asking the index.</summary>
/// <param name="ReadUpTo">In so many messages at most; null where what costs less is done.</param>
internal sealed record SearchLimits(long? ReadUpTo = null)
{
    /// <summary>So few that nothing is faster.</summary>
    private const long AlwaysRead = 500;

    /// <summary>How long a search waits for what was written just before to be indexed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Reading costs each message of the reader's; the index each document that it proposes until a page is full, which
    /// are the more, the smaller the part of all messages is that he may see. The two meet at the root (measured: 10).
    /// </summary>
    public bool Reads(long messages, long documents) => messages <= (ReadUpTo ?? Math.Max(AlwaysRead, (long)Math.Sqrt(10d * documents)));
}

/// <summary>Where a search of a few thousand messages stands: everything newer has been looked at.</summary>
internal readonly record struct ScanPosition(DateTimeOffset At, Guid ChatId, long Seq);

/// <summary>
/// Reads the messages themselves, the newest first. For somebody with few messages among very many this is far less
/// than the index would have to look at, and it knows what was written this very moment.
/// </summary>
internal sealed class SearchScan(AppDb db)
{
    public async Task<(List<Found> Hits, ScanPosition? Next)> FindAsync(SearchScope scope, ScanPosition? from, int limit, CancellationToken ct)
    {
        var names = await FileNames.ReadAsync(db, db.Attachments.Where(a => scope.ChatIds.Contains(a.ChatId)), ct);
        var messages = Within(scope);
        if (from is { } p)
            messages = messages.Where(m => m.CreatedAt < p.At || (m.CreatedAt == p.At
                && (m.ChatId.CompareTo(p.ChatId) < 0 || (m.ChatId == p.ChatId && m.Seq < p.Seq))));
        var rows = messages.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.ChatId).ThenByDescending(m => m.Seq)
            .Select(m => new { m.ChatId, m.Seq, m.CreatedAt, m.Text }).AsAsyncEnumerable();

        var hits = new List<Found>();
        ScanPosition? last = null;
        await foreach (var row in rows.WithCancellation(ct))
        {
            var own = names.GetValueOrDefault((row.ChatId, row.Seq));
            if ((scope.Query.HasFile && own is null) || Found.In(row.ChatId, row.Seq, row.Text, own, scope.Query) is not { } hit) continue;
            // One more than the page tells that there is a next one.
            if (hits.Count == limit) return (hits, last);
            hits.Add(hit);
            last = new(row.CreatedAt, row.ChatId, row.Seq);
        }

        return (hits, null);
    }

    private IQueryable<Message> Within(SearchScope scope)
    {
        var messages = db.Messages.AsNoTracking().Where(m => scope.ChatIds.Contains(m.ChatId) && m.DeletedAt == null
            && db.Members.Any(s => s.ChatId == m.ChatId && s.UserId == scope.ReaderId && s.VisibleFrom <= m.Seq && (s.LeftSeq == null || m.Seq < s.LeftSeq)));
        if (scope.SenderIds is { } senders) messages = messages.Where(m => senders.Contains(m.SenderId));
        if (scope.Query.Before is { } before) messages = messages.Where(m => m.CreatedAt < before);
        if (scope.Query.After is { } after) messages = messages.Where(m => m.CreatedAt >= after);
        return messages;
    }
}
