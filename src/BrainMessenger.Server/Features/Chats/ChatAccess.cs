using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>The door of this feature: what a person may see of a chat.</summary>
internal sealed class ChatAccess(AppDb db)
{
    /// <summary>Chats up to this size have typing and read marks of others (design §6).</summary>
    public const int SmallChat = 100;

    /// <summary>Null where the chat does not exist or this person is not in it now: both look the same.</summary>
    public async Task<ChatAccessOf?> FindAsync(Guid userId, Guid chatId, CancellationToken ct)
    {
        // The chat is read first: a stay that ends meanwhile then hides more, never less.
        var chat = await db.Chats.AsNoTracking().SingleOrDefaultAsync(c => c.Id == chatId && c.DeletedAt == null, ct);
        if (chat is null) return null;
        var stays = await db.Members.AsNoTracking().Where(m => m.ChatId == chatId && m.UserId == userId).ToListAsync(ct);
        var open = stays.SingleOrDefault(s => s.LeftSeq is null);
        return open is null ? null : new(chat, open, Stays.Of(stays));
    }

    /// <summary>The chats that this person is in now, all or those whose name (of a personal chat the other's) has this part.</summary>
    public async Task<IReadOnlyList<SizedChat>> ListAsync(Guid userId, string? namePart, CancellationToken ct)
    {
        var chats = from m in db.Members
                    join c in Named(db, userId, namePart) on m.ChatId equals c.Id
                    where m.UserId == userId && m.LeftSeq == null && c.DeletedAt == null
                    select new SizedChat(c.Id, c.MessageCount);
        return await chats.ToListAsync(ct);
    }

    /// <summary>Chats by a part of their name, personal ones by that of the other person; all without one.</summary>
    public static IQueryable<Chat> Named(AppDb db, Guid userId, string? namePart)
    {
        var chats = db.Chats.AsNoTracking();
        if (string.IsNullOrWhiteSpace(namePart)) return chats;
        var folded = TextRules.Fold(namePart.Trim());
        // The other's name is asked for as one value of each chat: asked whether it exists, PostgreSQL reads all people first.
        return chats.Where(c => (c.Type == ChatTypes.Personal
            ? db.Members.Where(o => o.ChatId == c.Id && o.UserId != userId)
                .Select(o => db.Users.Where(u => u.Id == o.UserId).Select(u => u.NameKey).FirstOrDefault()).FirstOrDefault()
            : c.NameKey)!.Contains(folded));
    }
}

/// <summary>A chat and how many messages it holds.</summary>
internal readonly record struct SizedChat(Guid ChatId, long MessageCount);

/// <summary>A chat with the reader's open stay and all that his stays show.</summary>
internal sealed record ChatAccessOf(Chat Chat, Member Member, Stays Stays)
{
    public Guid UserId => Member.UserId;

    public IQueryable<Message> Visible(IQueryable<Message> messages) =>
        Limit(messages.Where(m => m.ChatId == Chat.Id), static (query, from, until) => query.Where(m => m.Seq >= from && m.Seq < until));

    public IQueryable<Change> Visible(IQueryable<Change> changes) =>
        Limit(changes.Where(c => c.ChatId == Chat.Id), static (query, from, until) => query.Where(c => c.Seq >= from && c.Seq < until));

    /// <summary>Most people see everything; else the union of their stays, which are few.</summary>
    private IQueryable<T> Limit<T>(IQueryable<T> all, Func<IQueryable<T>, long, long, IQueryable<T>> within)
    {
        if (Stays.ShowAll) return all;
        var spans = Stays.Spans.Select(s => within(all, s.From, s.Until ?? long.MaxValue)).ToList();
        return spans.Skip(1).Aggregate(spans[0], (one, other) => one.Union(other));
    }
}
