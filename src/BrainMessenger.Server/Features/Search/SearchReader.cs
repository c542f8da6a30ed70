using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Reads from the log what the index does not have yet.</summary>
internal static class SearchReader
{
    /// <summary>Positions that one step covers, over all its chats.</summary>
    private const int StepSize = 500;

    /// <summary>Chats of one step.</summary>
    public const int ChatsAtOnce = 250;

    /// <summary>What <see cref="ISearchIndex.BehindAsync"/> answers, in the order of the indexes that are read and written then.</summary>
    public const string Behind =
        """
        select id from (
            select c.id from chats c left join search_progress p on p.chat_id = c.id
            where c.deleted_at is null and c.last_seq > coalesce(p.seq, 0)
            union all
            select p.chat_id from search_progress p where not exists (select 1 from chats c where c.id = p.chat_id and c.deleted_at is null)) b
        order by id
        """;

    /// <summary>
    /// What is next for these chats, whether that is all, and which of them are gone; null where the index has all of them.
    /// </summary>
    public static async Task<(SearchBatch? Batch, bool IsLast, IReadOnlyList<Guid> Gone)> NextAsync(AppDb db, ISearchIndex index, IReadOnlyList<Guid> chatIds, CancellationToken ct)
    {
        var progress = await index.ProgressAsync(chatIds, ct);
        var heads = await db.Chats.Where(c => chatIds.Contains(c.Id) && c.DeletedAt == null).Select(c => new { c.Id, c.LastSeq }).ToListAsync(ct);
        var room = (long)StepSize;
        var stretches = new List<Stretch>();
        foreach (var head in heads)
        {
            var behind = progress.GetValueOrDefault(head.Id);
            if (behind >= head.LastSeq) continue;
            if (room == 0) return (await BatchAsync(db, stretches, ct), false, Gone());
            stretches.Add(new(head.Id, behind, Math.Min(head.LastSeq, behind + room)));
            room -= stretches[^1].UpTo - behind;
        }

        return (stretches.Count == 0 ? null : await BatchAsync(db, stretches, ct), room > 0, Gone());

        IReadOnlyList<Guid> Gone() => [.. chatIds.Except(heads.Select(h => h.Id))];
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
