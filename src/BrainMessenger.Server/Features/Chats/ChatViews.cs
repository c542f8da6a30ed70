using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Messages;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>A chat row with the reader's stay.</summary>
internal sealed record ChatRow(Chat Chat, Member Mine);

/// <summary>Completes chat rows with peers, newest messages and read marks: a fixed number of queries for any number of chats.</summary>
internal sealed class ChatViews(AppDb db, UserCatalog users)
{
    public async Task<IReadOnlyList<ChatView>> OfAsync(Guid readerId, IReadOnlyList<ChatRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return [];
        var ids = rows.Select(r => r.Chat.Id).ToList();
        var peers = await PeersAsync(readerId, [.. rows.Where(r => r.Chat.Type == ChatTypes.Personal).Select(r => r.Chat.Id)], ct);
        var newest = await MessageViews.NewestAsync(db, readerId, ids, ct);
        var read = await OthersReadAsync(readerId, [.. rows.Where(r => r.Chat.MemberCount <= ChatAccess.SmallChat).Select(r => r.Chat.Id)], ct);
        return [.. rows.Select(r => View(r, peers.GetValueOrDefault(r.Chat.Id), newest.GetValueOrDefault(r.Chat.Id), read.GetValueOrDefault(r.Chat.Id)))];
    }

    public async Task<ChatView> OneAsync(Guid readerId, ChatRow row, CancellationToken ct) => (await OfAsync(readerId, [row], ct))[0];

    private async Task<Dictionary<Guid, UserView>> PeersAsync(Guid readerId, List<Guid> personal, CancellationToken ct)
    {
        if (personal.Count == 0) return [];
        var others = await db.Members.Where(m => personal.Contains(m.ChatId) && m.UserId != readerId).Select(m => new { m.ChatId, m.UserId }).ToListAsync(ct);
        var views = await users.ViewsAsync(db, [.. others.Select(o => o.UserId).Distinct()], ct);
        return others.Where(o => views.ContainsKey(o.UserId)).ToDictionary(o => o.ChatId, o => views[o.UserId]);
    }

    private async Task<Dictionary<Guid, long>> OthersReadAsync(Guid readerId, List<Guid> chatIds, CancellationToken ct)
    {
        if (chatIds.Count == 0) return [];
        // A mark stands at the head when one joins, which is not reading; and what somebody has read stays read when he leaves.
        return await db.Members.Where(m => chatIds.Contains(m.ChatId) && m.UserId != readerId && (m.ReadSeq > m.JoinedSeq || m.JoinedSeq == 1))
            .GroupBy(m => m.ChatId).Select(g => new { g.Key, Seq = g.Max(m => m.ReadSeq) }).ToDictionaryAsync(g => g.Key, g => g.Seq, ct);
    }

    private static ChatView View(ChatRow row, UserView? peer, MessageView? newest, long othersRead)
    {
        var (chat, mine) = (row.Chat, row.Mine);
        // Who joined later and may not see the past does not see the newest message of the past either.
        if (newest is not null && newest.Seq < mine.VisibleFrom) newest = null;
        return new(
            chat.Id, chat.Type, peer?.Name ?? chat.Name ?? "", chat.Handle, peer?.PhotoFileId ?? chat.PhotoFileId, chat.IsPublic, chat.HistoryForNew,
            chat.LastSeq, chat.MessageCount, Math.Max(0, chat.MessageCount - mine.ReadOrdinal), mine.ReadSeq, othersRead, mine.Role,
            mine.Archived, mine.Pinned, mine.MutedUntil, newest, peer, chat.MemberCount, chat.CreatedAt);
    }
}
