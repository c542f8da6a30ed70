using System.Collections.Concurrent;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages.Log;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>
/// Who is connected to this node and sees which chat. The log's writer delivers through it, in commit order; sockets
/// enter and leave at any time.
/// </summary>
internal sealed class Hub : ILogListener, IChatAnnouncer
{
    private readonly ConcurrentDictionary<Guid, Room> _rooms = new();
    private readonly ConcurrentDictionary<Guid, OnlineUser> _online = new();
    private readonly ConcurrentDictionary<Connection, byte> _connections = new();
    private readonly MembershipLoader _loader;
    private readonly TimeProvider _time;

    public Hub(MembershipLoader loader, EndedSessions ended, TimeProvider time)
    {
        _loader = loader;
        _time = time;
        ended.Ended += EndSession;
    }

    /// <summary>Raised when somebody's first socket came, the last went, or the state changed.</summary>
    public event Action<Guid>? PresenceChanged;

    /// <summary>Raised when a socket is gone.</summary>
    public event Action<Connection>? Removed;

    public ICollection<Connection> Connections => _connections.Keys;

    public bool IsOnline(Guid userId) => _online.ContainsKey(userId);

    /// <summary>online, away or offline.</summary>
    public string PresenceOf(Guid userId)
    {
        if (!_online.TryGetValue(userId, out var user)) return "offline";
        lock (user.Gate) return user.Connections.Count == 0 ? "offline" : user.IsAway ? "away" : "online";
    }

    public void Add(Connection connection) => _connections.TryAdd(connection, 0);

    /// <summary>
    /// Seats an authenticated socket in all chats of its user, then reads heads: what is committed after the seating
    /// arrives as a frame, what came before shows in the heads. What overlaps is ignored by its seq.
    /// </summary>
    public async Task<Greeting> EnterAsync(Connection connection, IReadOnlyDictionary<Guid, long> have)
    {
        var (user, first) = Register(connection);
        if (first) PresenceChanged?.Invoke(user.Id);
        var memberships = await user.Loading!;
        HashSet<Guid> mine;
        lock (user.Gate)
        {
            user.Loaded(memberships);
            if (!user.IsGone && user.Connections.Contains(connection))
            {
                user.Seat(connection);
                foreach (var chat in user.Chats) Seat(connection, chat);
            }

            mine = [.. have.Keys.Where(user.IsIn)];
        }

        var heads = await _loader.HeadsAsync(mine);
        return new(
            mine.Where(id => heads[id] != have[id]).ToDictionary(id => id, id => heads[id]),
            [.. have.Keys.Where(id => !mine.Contains(id))],
            await _loader.MeHeadAsync(user.Id));
    }

    public void Remove(Connection connection)
    {
        _connections.TryRemove(connection, out _);
        Removed?.Invoke(connection);
        if (!connection.IsAuthenticated || !_online.TryGetValue(connection.UserId, out var user)) return;
        var last = false;
        lock (user.Gate)
        {
            if (!user.Connections.Remove(connection)) return;
            if (user.Unseat(connection))
                foreach (var chat in user.Chats) Unseat(connection, chat.ChatId);
            if (user.Connections.Count == 0)
            {
                user.IsGone = true;
                last = _online.TryRemove(user.Id, out _);
            }
        }

        if (last) PresenceChanged?.Invoke(user.Id);
    }

    /// <summary>The client's word on whether somebody looks.</summary>
    public void SetAway(Connection connection, bool away)
    {
        if (connection.IsAway == away) return;
        connection.IsAway = away;
        PresenceChanged?.Invoke(connection.UserId);
    }

    public void OnMessage(MessageAppend message, Position position)
    {
        if (!_rooms.TryGetValue(message.ChatId, out var room)) return;
        room.Post(Frames.Message(message, position), message.Origin as Connection);
    }

    public void OnChange(ChangeEntry change)
    {
        // A stay ends before its entry and begins with it.
        foreach (var userId in change.Left) OnLeft(userId, change.ChatId);
        foreach (var joined in change.Joined) Admit(joined, new(change.ChatId, joined.Stays, change.MemberCount ?? 0));
        if (_rooms.TryGetValue(change.ChatId, out var room))
        {
            room.MemberCount = change.MemberCount ?? room.MemberCount;
            var bare = change.TargetSeq is null ? null : Frames.Change(change, withData: false);
            room.Post(Frames.Change(change, withData: true), bare: bare, target: change.TargetSeq ?? 0);
        }

        foreach (var entry in change.Me) SendToUser(entry);
    }

    public void Created(Chat chat, IReadOnlyList<MeEntry> entries)
    {
        foreach (var entry in entries) Admit(new(entry.UserId, null), new(chat.Id, null, chat.MemberCount));
        Me(entries);
    }

    public void Me(IReadOnlyList<MeEntry> entries)
    {
        foreach (var entry in entries) SendToUser(entry);
    }

    public void Read(ReadMark mark, bool toOthers)
    {
        SendToUser(mark.UserId, Frames.Read(mark.ChatId, mark.UserId, mark.Seq));
        if (toOthers) Whisper(mark.ChatId, mark.UserId, Frames.Read(mark.ChatId, mark.UserId, mark.Seq));
    }

    /// <summary>An entry of a private log, to all sockets of its user.</summary>
    public void SendToUser(MeEntry entry) => SendToUser(entry.UserId, Frames.Me(entry));

    public void SendToUser(Guid userId, SharedFrame frame)
    {
        if (_online.TryGetValue(userId, out var user))
            lock (user.Gate)
                foreach (var connection in user.Connections) connection.Send(frame);
        frame.Release();
    }

    /// <summary>Typing and read marks: to the others in a chat that is small enough for it.</summary>
    public void Whisper(Guid chatId, Guid fromUser, SharedFrame frame)
    {
        if (_rooms.TryGetValue(chatId, out var room) && room.MemberCount <= ChatAccess.SmallChat) room.Whisper(frame, fromUser);
        else frame.Release();
    }

    public bool IsIn(Guid userId, Guid chatId)
    {
        if (!_online.TryGetValue(userId, out var user)) return false;
        lock (user.Gate) return user.IsIn(chatId);
    }

    private (OnlineUser User, bool First) Register(Connection connection)
    {
        while (true)
        {
            var user = _online.GetOrAdd(connection.UserId, id => new OnlineUser(id));
            lock (user.Gate)
            {
                if (user.IsGone) continue;
                user.Connections.Add(connection);
                // A failed load is tried again by the next socket.
                if (user.Loading is null or { IsFaulted: true }) user.Loading = _loader.MembershipsAsync(user.Id);
                return (user, user.Connections.Count == 1);
            }
        }
    }

    private void Admit(Joined joined, Membership membership)
    {
        if (!_online.TryGetValue(joined.UserId, out var user)) return;
        lock (user.Gate)
        {
            user.Joined(membership);
            foreach (var connection in user.Seated) Seat(connection, membership);
        }
    }

    private void OnLeft(Guid userId, Guid chatId)
    {
        if (!_online.TryGetValue(userId, out var user)) return;
        lock (user.Gate)
        {
            user.Left(chatId);
            foreach (var connection in user.Seated) Unseat(connection, chatId);
        }
    }

    private void Seat(Connection connection, Membership membership)
    {
        while (true)
        {
            var room = _rooms.GetOrAdd(membership.ChatId, _ => new Room(_time));
            if (membership.MemberCount > 0) room.MemberCount = membership.MemberCount;
            if (room.TryEnter(new(connection, membership.Stays))) return;
            _rooms.TryRemove(new(membership.ChatId, room));
        }
    }

    private void Unseat(Connection connection, Guid chatId)
    {
        if (_rooms.TryGetValue(chatId, out var room) && room.Leave(connection)) _rooms.TryRemove(new(chatId, room));
    }

    private void EndSession(Guid sessionId)
    {
        foreach (var connection in _connections.Keys)
            if (connection.IsAuthenticated && connection.SessionId == sessionId) _ = connection.CloseAsync(CloseCodes.SessionEnded, "session ended");
    }
}
