using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>Completes message rows with files and reactions: two queries for any number of messages of a chat.</summary>
internal static class MessageViews
{
    /// <summary>The rows as this reader sees them, in their order. All rows are of one chat.</summary>
    public static async Task<List<MessageView>> OfChatAsync(AppDb db, Guid readerId, IReadOnlyList<Message> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return [];
        var (chatId, first, last) = (rows[0].ChatId, rows.Min(r => r.Seq), rows.Max(r => r.Seq));
        var attachments = await db.Attachments.AsNoTracking().Where(a => a.ChatId == chatId && a.Seq >= first && a.Seq <= last).ToListAsync(ct);
        var reactions = await db.Reactions.AsNoTracking().Where(r => r.ChatId == chatId && r.Seq >= first && r.Seq <= last).ToListAsync(ct);
        return await CompleteAsync(db, readerId, rows, attachments, reactions, ct);
    }

    /// <summary>Messages of several chats, in the order of the places; what is not there is left out.</summary>
    public static async Task<List<MessageView>> AtAsync(AppDb db, Guid readerId, IReadOnlyList<(Guid ChatId, long Seq)> places, CancellationToken ct)
    {
        if (places.Count == 0) return [];
        List<Stretch> stretches = [.. places.Select(p => Stretch.At(p.ChatId, p.Seq))];
        var rows = await db.Messages.AsNoTracking().Within(db, stretches).ToDictionaryAsync(m => (m.ChatId, m.Seq), ct);
        var attachments = await db.Attachments.AsNoTracking().Within(db, stretches).ToListAsync(ct);
        var reactions = await db.Reactions.AsNoTracking().Within(db, stretches).ToListAsync(ct);
        return await CompleteAsync(db, readerId, [.. places.Where(rows.ContainsKey).Select(p => rows[p])], attachments, reactions, ct);
    }

    /// <summary>The newest messages of many chats (the chat list): no reactions there.</summary>
    public static async Task<IReadOnlyDictionary<Guid, MessageView>> NewestAsync(AppDb db, Guid readerId, IReadOnlyCollection<Guid> chatIds, CancellationToken ct)
    {
        var rows = await (
            from c in db.Chats
            join m in db.Messages on new { ChatId = c.Id, Seq = c.LastMessageSeq } equals new { m.ChatId, m.Seq }
            where chatIds.Contains(c.Id)
            select m).AsNoTracking().ToListAsync(ct);
        var attachments = await (
            from c in db.Chats
            join a in db.Attachments on new { ChatId = c.Id, Seq = c.LastMessageSeq } equals new { a.ChatId, a.Seq }
            where chatIds.Contains(c.Id)
            select a).AsNoTracking().ToListAsync(ct);
        return (await CompleteAsync(db, readerId, rows, attachments, [], ct)).ToDictionary(m => m.ChatId);
    }

    private static async Task<List<MessageView>> CompleteAsync(
        AppDb db, Guid readerId, IReadOnlyList<Message> rows, List<Attachment> attachments, List<Reaction> reactions, CancellationToken ct)
    {
        var files = await FileCatalog.ViewsAsync(db, [.. attachments.Select(a => a.FileId).Distinct()], ct);
        var filesOf = attachments.OrderBy(a => a.Position).ToLookup(a => (a.ChatId, a.Seq));
        var reactionsOf = reactions.ToLookup(r => (r.ChatId, r.Seq));
        return [.. rows.Select(m => View(
            m,
            [.. filesOf[(m.ChatId, m.Seq)].Where(a => files.ContainsKey(a.FileId)).Select(a => files[a.FileId])],
            [.. Count(reactionsOf[(m.ChatId, m.Seq)], readerId)]))];
    }

    private static IEnumerable<ReactionView> Count(IEnumerable<Reaction> reactions, Guid readerId) => reactions
        .GroupBy(r => r.Emoji)
        .OrderBy(g => g.Min(r => r.At)).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new ReactionView(g.Key, g.Count(), g.Any(r => r.UserId == readerId)));

    private static MessageView View(Message m, IReadOnlyList<FileView> files, IReadOnlyList<ReactionView> reactions) =>
        new(m.ChatId, m.Seq, m.Ordinal, m.SenderId, m.Cid, m.Text, m.CreatedAt, m.EditedAt, m.DeletedAt, m.ReplyTo, files, reactions);
}
