using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>Name, photo and rules of a chat, and its end.</summary>
internal static class ChatChanges
{
    public static async Task<Result<ChangeEntry?>> UpdateAsync(ChangeContext change, ChangeCommand.UpdateChat update, CancellationToken ct)
    {
        var chat = change.Chat;
        if (chat.Type == ChatTypes.Personal) return ChatErrors.PersonalChat;
        if (!Roles.Manages(change.Actor.Role)) return Errors.Forbidden;

        var name = update.Name is { } n && n != chat.Name ? n : null;
        var photo = update.PhotoFileId is { } p && p != chat.PhotoFileId ? update.PhotoFileId : null;
        var removed = update.ClearPhoto && chat.PhotoFileId is not null;
        var history = update.HistoryForNew is { } h && h != chat.HistoryForNew ? update.HistoryForNew : null;
        if (name is null && photo is null && !removed && history is null) return new Result<ChangeEntry?>(null, null);

        chat.Name = name ?? chat.Name;
        chat.PhotoFileId = removed ? null : photo ?? chat.PhotoFileId;
        chat.HistoryForNew = history ?? chat.HistoryForNew;
        await change.Db.SaveChangesAsync(ct);
        return change.Entry(ChangeKinds.Chat, null, ChangeData.Chat(new(name, photo, removed ? true : null, history)));
    }

    /// <summary>Ends every stay at one position; what the chat held is removed afterwards in small steps (DeletedChats).</summary>
    public static async Task<Result<ChangeEntry?>> DeleteAsync(ChangeContext change, CancellationToken ct)
    {
        var (db, chat) = (change.Db, change.Chat);
        if (chat.Type == ChatTypes.Personal) return ChatErrors.PersonalChat;
        if (change.Actor.Role != Roles.Owner) return Errors.Forbidden;

        var open = db.Members.Where(m => m.ChatId == chat.Id && m.LeftSeq == null);
        var members = await open.Select(m => m.UserId).ToListAsync(ct);
        var seq = change.NextSeq;
        await open.ExecuteUpdateAsync(set => set.SetProperty(m => m.LeftSeq, seq), ct);
        await db.Chats.Where(c => c.Id == chat.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.DeletedAt, change.At).SetProperty(c => c.MemberCount, 0), ct);
        return change.Entry(ChangeKinds.Chat, null, "{}") with
        {
            Left = members,
            MemberCount = 0,
            Me = await MeLog.AppendAsync(db, members, MeKinds.Chat, chat.Id, MeKinds.GoneChat, change.At, ct),
        };
    }
}
