using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Reads from the log what the index does not have yet.</summary>
internal static class SearchReader
{
    /// <summary>Positions that one step covers, over all its chats.</summary>
    private const int StepSize = 250;

    /// <summary>Chats of one step.</summary>
    public const int ChatsAtOnce = 64;

    /// <summary>
    /// What is next for these chats, whether that is all, and which of them are gone; null where the index has all of them.
    /// </summary>
    public static async Task<(SearchBatch? Batch, bool IsLast, IReadOnlyList<Guid> Gone)> NextAsync(AppDb db, IReadOnlyList<Guid> chatIds, CancellationToken ct)
    {
        var heads = await (
            from c in db.Chats
            where chatIds.Contains(c.Id) && c.DeletedAt == null
            select new { c.Id, c.LastSeq, Seq = db.IndexedChats.Where(i => i.ChatId == c.Id).Select(i => i.Seq).FirstOrDefault() }).ToListAsync(ct);
        var room = (long)StepSize;
        var stretches = new List<Stretch>();
        foreach (var head in heads.Where(h => h.Seq < h.LastSeq).TakeWhile(_ => room > 0))
        {
            stretches.Add(new(head.Id, head.Seq, Math.Min(head.LastSeq, head.Seq + room)));
            room -= stretches[^1].UpTo - stretches[^1].Behind;
        }

        IReadOnlyList<Guid> gone = [.. chatIds.Except(heads.Select(h => h.Id))];
        return (stretches.Count == 0 ? null : await BatchAsync(db, stretches, ct), room > 0, gone);
    }

    /// <summary>Chats with something to index, and chats in the index that are gone. Reads all chats: for the start only.</summary>
    public static async Task<List<Guid>> BehindAsync(AppDb db, CancellationToken ct)
    {
        var behind = await (
            from c in db.Chats
            join i in db.IndexedChats on c.Id equals i.ChatId into known
            from i in known.DefaultIfEmpty()
            where c.DeletedAt == null && c.LastSeq > (i == null ? 0 : i.Seq)
            // In the order of the indexes that are read and written.
            orderby c.Id
            select c.Id).ToListAsync(ct);
        var gone = await db.IndexedChats.Where(i => !db.Chats.Any(c => c.Id == i.ChatId && c.DeletedAt == null)).Select(i => i.ChatId).ToListAsync(ct);
        return [.. behind, .. gone];
    }

    private static async Task<SearchBatch> BatchAsync(AppDb db, List<Stretch> stretches, CancellationToken ct)
    {
        var added = await db.Messages.AsNoTracking().Within(db, stretches).ToListAsync(ct);
        var since = stretches.ToDictionary(s => s.ChatId, s => s.Behind);
        var targets = await db.Changes.AsNoTracking().Within(db, stretches)
            .Where(c => c.Kind == ChangeKinds.Edit || c.Kind == ChangeKinds.Delete).Select(c => new { c.ChatId, Seq = c.TargetSeq!.Value }).ToListAsync(ct);
        // What was changed within the stretch is read as it is now anyway.
        List<Stretch> older = [.. targets.Where(t => t.Seq <= since[t.ChatId]).Distinct().Select(t => Stretch.At(t.ChatId, t.Seq))];
        var changed = older.Count == 0 ? [] : await db.Messages.AsNoTracking().Within(db, older).ToListAsync(ct);

        var names = await FileNames.WithinAsync(db, [.. stretches, .. older], ct);
        return new(
            [.. added.Where(m => m.DeletedAt is null).OrderBy(m => m.CreatedAt).ThenBy(m => m.ChatId).ThenBy(m => m.Seq).Select(m => Document(m, names))],
            [.. changed.Where(m => m.DeletedAt is null).Select(m => Document(m, names))],
            [.. changed.Where(m => m.DeletedAt is not null).Select(m => (m.ChatId, m.Seq))],
            [.. stretches.Select(s => new SearchProgress(s.ChatId, s.Behind, s.UpTo))]);
    }

    private static SearchDocument Document(Message message, IReadOnlyDictionary<(Guid, long), string> names)
    {
        var own = names.GetValueOrDefault((message.ChatId, message.Seq));
        var grams = Grams.OfText(SearchFold.Of(message.Text).Value);
        if (own is not null) grams.UnionWith(Grams.OfText(SearchFold.Of(own).Value));
        return new(message.ChatId, message.Seq, message.SenderId, message.CreatedAt, own, grams);
    }
}
