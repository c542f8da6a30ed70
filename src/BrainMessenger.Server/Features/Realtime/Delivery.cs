using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages.Log;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>
/// Takes what was committed to the people who are connected: entries of the log to the chat's room, in commit order from
/// the writer's own thread; what concerns one person to his own sockets.
/// </summary>
internal sealed class Delivery(Hub hub) : ILogListener, IChatAnnouncer
{
    public void OnMessage(MessageAppend message, Position position)
    {
        if (hub.RoomOf(message.ChatId) is not { } room) return;
        room.Post(Frames.Message(message, position), message.Origin as Connection);
    }

    public void OnChange(ChangeEntry change)
    {
        // A stay ends before its entry and begins with it.
        foreach (var userId in change.Left) hub.Expel(userId, change.ChatId);
        foreach (var joined in change.Joined) hub.Admit(joined, new(change.ChatId, joined.Stays, change.MemberCount ?? 0));
        if (hub.RoomOf(change.ChatId) is { } room)
        {
            room.MemberCount = change.MemberCount ?? room.MemberCount;
            var bare = change.TargetSeq is null ? null : Frames.Change(change, withData: false);
            room.Post(Frames.Change(change, withData: true), bare: bare, target: change.TargetSeq ?? 0);
        }

        foreach (var entry in change.Me) hub.SendToUser(entry);
    }

    public void Created(Chat chat, IReadOnlyList<MeEntry> entries)
    {
        foreach (var entry in entries) hub.Admit(new(entry.UserId, null), new(chat.Id, null, chat.MemberCount));
        Me(entries);
    }

    public void Me(IReadOnlyList<MeEntry> entries)
    {
        foreach (var entry in entries) hub.SendToUser(entry);
    }

    public void Read(ReadMark mark, bool toOthers)
    {
        hub.SendToUser(mark.UserId, Frames.Read(mark.ChatId, mark.UserId, mark.Seq));
        if (toOthers) Whisper(mark.ChatId, mark.UserId, Frames.Read(mark.ChatId, mark.UserId, mark.Seq));
    }

    /// <summary>Typing and read marks: to the others in a chat that is small enough for it.</summary>
    public void Whisper(Guid chatId, Guid fromUser, SharedFrame frame)
    {
        if (hub.RoomOf(chatId) is { } room && room.MemberCount <= ChatAccess.SmallChat) room.Whisper(frame, fromUser);
        else frame.Release();
    }
}
