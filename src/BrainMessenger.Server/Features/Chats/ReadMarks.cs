using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>How far somebody has read in a chat.</summary>
internal readonly record struct ReadMark(Guid ChatId, Guid UserId, long Seq);

/// <summary>What somebody sent in a chat without a gap, from the first to the last ordinal.</summary>
internal readonly record struct SentMark(Guid ChatId, Guid UserId, long FirstOrdinal, long LastOrdinal, long LastSeq);

/// <summary>
/// Read marks take no seq and are written coalesced: the last per member, at most once a second, and kept while the
/// database is away. A mark that is lost with a crash is set again by the next look at the chat.
/// </summary>
internal sealed class ReadMarks(IDbContextFactory<AppDb> databases, IChatAnnouncer announcer, DatabaseHealth health, TimeProvider time, ILogger<ReadMarks> log) : Worker(time, log)
{
    private const int Slice = 200;

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1);
    private Dictionary<(Guid ChatId, Guid UserId), Pending> _pending = [];

    /// <summary>The person looked at the chat up to there. Whether he may is checked when it is written.</summary>
    public void Read(Guid chatId, Guid userId, long seq)
    {
        lock (_gate)
        {
            var pending = Of(chatId, userId);
            pending.Seq = Math.Max(pending.Seq, seq);
        }
    }

    /// <summary>A send moves the sender's own mark, when nothing before it was unread.</summary>
    public void Sent(Guid chatId, Guid userId, long seq, long ordinal)
    {
        lock (_gate)
        {
            var pending = Of(chatId, userId);
            if (pending.LastSent != 0 && pending.LastSent != ordinal - 1) pending.FirstSent = 0;
            if (pending.FirstSent == 0) pending.FirstSent = ordinal;
            (pending.LastSent, pending.SentSeq) = (ordinal, seq);
        }
    }

    /// <summary>Writes what waits for this person, so that his own list is never older than his own acts.</summary>
    public async Task FlushAsync(Guid userId, CancellationToken ct)
    {
        Dictionary<(Guid, Guid), Pending> mine;
        lock (_gate)
        {
            mine = _pending.Where(p => p.Key.UserId == userId).ToDictionary();
            foreach (var key in mine.Keys) _pending.Remove(key);
        }

        try
        {
            await WriteAsync(mine, ct);
        }
        catch
        {
            PutBack(mine);
            throw;
        }
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_every, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct)) await FlushAllAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await FlushAllAsync(CancellationToken.None);
        }
    }

    private async Task FlushAllAsync(CancellationToken ct)
    {
        Dictionary<(Guid, Guid), Pending> all;
        lock (_gate)
        {
            if (_pending.Count == 0) return;
            all = _pending;
            _pending = [];
        }

        try
        {
            await WriteAsync(all, ct);
        }
        catch (Exception e) when (DatabaseFaults.Of(e) is not null || e is DbUpdateException)
        {
            PutBack(all);
            if (DatabaseFaults.Of(e) is { } fault) health.Failed(fault);
            else Log.LogWarning("Read marks could not be written and are tried again ({Cause}).", e.InnerException?.Message ?? e.Message);
        }
    }

    /// <summary>What was not written joins what came meanwhile. Marks that were written before the failure do no harm twice.</summary>
    private void PutBack(Dictionary<(Guid ChatId, Guid UserId), Pending> marks)
    {
        lock (_gate)
            foreach (var (key, old) in marks)
            {
                if (!_pending.TryAdd(key, old)) _pending[key].Follow(old);
            }
    }

    private async Task WriteAsync(Dictionary<(Guid ChatId, Guid UserId), Pending> marks, CancellationToken ct)
    {
        if (marks.Count == 0) return;
        await _writing.WaitAsync(ct);
        try
        {
            foreach (var slice in marks.OrderBy(m => m.Key.ChatId).ThenBy(m => m.Key.UserId).Chunk(Slice)) await WriteSliceAsync(slice, ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>One transaction for many marks: each of its own would cost the disk a flush.</summary>
    private async Task WriteSliceAsync(KeyValuePair<(Guid ChatId, Guid UserId), Pending>[] marks, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var moved = new List<(ReadMark Mark, bool ToOthers, IReadOnlyList<MeEntry> Entries)>();
        foreach (var (key, pending) in marks.Where(m => m.Value.Seq > 0))
            if (await WriteReadAsync(db, key.ChatId, key.UserId, pending.Seq, ct) is { } one) moved.Add(one);
        SentMark[] sent = [.. marks.Where(m => m.Value.FirstSent > 0).Select(m => new SentMark(m.Key.ChatId, m.Key.UserId, m.Value.FirstSent, m.Value.LastSent, m.Value.SentSeq))];
        if (sent.Length > 0) await db.MoveSentMarksAsync(sent, ct);
        await transaction.CommitAsync(ct);

        foreach (var (mark, toOthers, entries) in moved)
        {
            announcer.Me(entries);
            announcer.Read(mark, toOthers);
        }
    }

    /// <summary>Null where the mark did not move, so that nobody has to learn of it.</summary>
    private async Task<(ReadMark Mark, bool ToOthers, IReadOnlyList<MeEntry> Entries)?> WriteReadAsync(AppDb db, Guid chatId, Guid userId, long upTo, CancellationToken ct)
    {
        var stay = db.Members.Where(m => m.ChatId == chatId && m.UserId == userId && m.LeftSeq == null);
        if (!await MoveAsync(db, stay, chatId, upTo, ct)) return null;

        var seq = await stay.Select(m => m.ReadSeq).SingleAsync(ct);
        var entries = await MeLog.AppendAsync(db, [userId], MeKinds.Read, chatId, $$"""{"seq":{{seq}}}""", Time.Now(), ct);
        var small = await db.Chats.AnyAsync(c => c.Id == chatId && c.MemberCount <= ChatAccess.SmallChat, ct);
        return (new(chatId, userId, seq), small, entries);
    }

    /// <summary>Forward only, and never beyond the head.</summary>
    private static async Task<bool> MoveAsync(AppDb db, IQueryable<Member> stay, Guid chatId, long seq, CancellationToken ct)
    {
        var head = await db.Chats.Where(c => c.Id == chatId).Select(c => c.LastSeq).SingleOrDefaultAsync(ct);
        var to = Math.Min(seq, head);
        var ordinal = await db.Messages.Where(m => m.ChatId == chatId && m.Seq <= to).OrderByDescending(m => m.Seq).Select(m => m.Ordinal).FirstOrDefaultAsync(ct);
        return await stay.Where(m => m.ReadSeq < to).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.ReadSeq, to).SetProperty(m => m.ReadOrdinal, m => m.ReadOrdinal > ordinal ? m.ReadOrdinal : ordinal), ct) > 0;
    }

    private Pending Of(Guid chatId, Guid userId)
    {
        if (!_pending.TryGetValue((chatId, userId), out var pending)) _pending[(chatId, userId)] = pending = new();
        return pending;
    }

    private sealed class Pending
    {
        public long Seq { get; set; }

        public long FirstSent { get; set; }

        public long LastSent { get; set; }

        public long SentSeq { get; set; }

        /// <summary>Takes over what was to be written before this.</summary>
        public void Follow(Pending old)
        {
            Seq = Math.Max(Seq, old.Seq);
            if (old.FirstSent == 0) return;
            if (LastSent == 0) (FirstSent, LastSent, SentSeq) = (old.FirstSent, old.LastSent, old.SentSeq);
            else if (FirstSent == old.LastSent + 1) FirstSent = old.FirstSent;
        }
    }
}
