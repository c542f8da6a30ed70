using System.Collections.Concurrent;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages.Log;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>Who is connected to this node and sits in which chat's room. Sockets enter and leave at any time.</summary>
internal sealed class Hub
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
                connection.IsSeated = true;
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
            if (connection.IsSeated)
                foreach (var chat in user.Chats) Unseat(connection, chat.ChatId);
            connection.IsSeated = false;
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

    /// <summary>An entry of a private log, to all sockets of its user.</summary>
    public void SendToUser(MeEntry entry) => SendToUser(entry.UserId, Frames.Me(entry));

    public void SendToUser(Guid userId, SharedFrame frame)
    {
        if (_online.TryGetValue(userId, out var user))
            lock (user.Gate)
                foreach (var connection in user.Connections) connection.Send(frame);
        frame.Release();
    }

    /// <summary>Null where nobody of the chat is connected here.</summary>
    public Room? RoomOf(Guid chatId) => _rooms.GetValueOrDefault(chatId);

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

    /// <summary>A stay begins: the person's sockets take their seats.</summary>
    public void Admit(Joined joined, Membership membership)
    {
        if (!_online.TryGetValue(joined.UserId, out var user)) return;
        lock (user.Gate)
        {
            user.Joined(membership);
            foreach (var connection in user.Seated) Seat(connection, membership);
        }
    }

    /// <summary>A stay ends.</summary>
    public void Expel(Guid userId, Guid chatId)
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
