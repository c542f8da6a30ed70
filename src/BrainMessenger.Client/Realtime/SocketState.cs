namespace BrainMessenger.Client;

/// <summary>What a socket knows and keeps over its connections; everything under one lock.</summary>
internal sealed class SocketState
{
    private readonly Lock _gate = new();
    private readonly ChatSocketOptions _options;
    private readonly Listeners _listeners;
    private readonly ChatPositions _positions;
    private readonly Outbox _outbox;
    private readonly PrivateLog _me;
    private readonly Pings _pings = new();
    private Connection? _connection;
    private string? _epoch;
    private Guid _userId;

    public SocketState(ChatSocketOptions options, Listeners listeners, TimeProvider time)
    {
        _options = options;
        _listeners = listeners;
        _positions = new ChatPositions(options.NewChatsFromStart, listeners.Publish);
        _outbox = new Outbox(_gate, time);
        _me = new PrivateLog(listeners.Publish);
    }

    /// <summary>Position in the private log; null before the first ready.</summary>
    public long? MeSeq => _me.Seq;

    public bool IsConnected => _connection is not null;

    public Dictionary<Guid, long> Positions
    {
        get
        {
            lock (_gate) return _positions.All;
        }
    }

    public bool HasGap(Guid chatId)
    {
        lock (_gate) return _positions.HasGap(chatId);
    }

    public Dictionary<Guid, long> PositionsOf(IEnumerable<Guid> chats)
    {
        lock (_gate) return _positions.Of(chats);
    }

    public void Follow(Guid chatId, long since)
    {
        lock (_gate) _positions.Follow(chatId, since);
    }

    public ReadOnlyMemory<byte> Hello(string token)
    {
        lock (_gate) return Frames.Hello(token, _epoch, _positions.ForHello(), MeSeq);
    }

    /// <summary>Begins to use a connection: everything unanswered is sent again. Returns the chats to be fetched.</summary>
    public IReadOnlyList<Guid> Ready(ReadyFrame ready, Connection connection)
    {
        using var held = _gate.EnterScope();
        _listeners.Publish(new ConnectedEvent(ready.UserId, ready.Epoch));
        var behind = _epoch is not null && ready.Epoch != _epoch ? _positions.StartAnew() : [.. ready.Behind.Keys];
        (_epoch, _userId) = (ready.Epoch, ready.UserId);
        _me.Begin(ready.MeHead);
        foreach (var chatId in ready.Gone) Drop(chatId);

        _connection = connection;
        _outbox.Begin(connection);
        return behind;
    }

    public void Lost(Connection connection)
    {
        using var held = _gate.EnterScope();
        if (_connection != connection) return;
        _connection = null;
        _outbox.Lost();
        _pings.Lost();
    }

    public Task<SentMessage> Send(Guid chatId, NewMessage message)
    {
        lock (_gate) return _outbox.Add(chatId, message).Done;
    }

    /// <summary>A frame that is of no use later; false when it could not be sent now.</summary>
    public bool Post(ReadOnlyMemory<byte> frame, TaskCompletionSource? pong = null)
    {
        using var held = _gate.EnterScope();
        if (_connection is null) return false;
        if (pong is not null) _pings.Add(pong);
        _connection.Post(frame);
        return true;
    }

    public void Pong()
    {
        lock (_gate) _pings.Pong();
    }

    /// <summary>Takes a live entry; true when a hole lies before it.</summary>
    public bool Accept(LogEntry entry)
    {
        using var held = _gate.EnterScope();
        Answered(entry);
        return _positions.Accept(entry);
    }

    /// <summary>Takes fetched logs; returns the chats of which more is to be fetched.</summary>
    public IReadOnlyList<Guid> Accept(Dictionary<Guid, long> since, ChatLogs answer, bool cutOff)
    {
        List<Guid> more = [];
        using var held = _gate.EnterScope();
        foreach (var (chatId, seq) in since)
        {
            if (answer.Chats.TryGetValue(chatId, out var log))
            {
                foreach (var entry in log.Entries) Answered(entry);
                if (_positions.Accept(chatId, seq, log, cutOff)) more.Add(chatId);
            }
            else if (cutOff) more.Add(chatId);
            else Drop(chatId);
        }

        return more;
    }

    /// <summary>
    /// Takes an ack, which stands for the sender's own copy; true when a hole lies before it. The copy of a message
    /// with files has to be fetched, as an ack does not describe them.
    /// </summary>
    public bool Acked(AckFrame ack, out bool fetch)
    {
        using var held = _gate.EnterScope();
        fetch = false;
        if (_outbox.Take(ack.Cid) is not { } send) return false;
        send.Succeed(ack.Seq, ack.Ordinal, ack.At);
        fetch = send.Message.FileIds is { Count: > 0 } && _positions.HeadOf(ack.ChatId) is not null;
        return !fetch && _positions.Accept(send.AsMessage(ack, _userId));
    }

    /// <summary>A refused send fails, or is sent again after the time that the server names.</summary>
    public void Refused(ErrorFrame error, CancellationToken ct)
    {
        using var held = _gate.EnterScope();
        if (error.Cid is not { } cid || _outbox.Find(cid) is not { } send)
        {
            _listeners.Publish(new RefusedEvent(error.Code, error.Detail ?? ""));
            return;
        }

        if (error.RetryAfter is { } seconds) _ = _outbox.RepeatAsync(send, TimeSpan.FromSeconds(seconds), ct);
        else _outbox.Take(cid)!.Fail(new ApiException(0, error.Code, error.Detail ?? ""));
    }

    /// <summary>Takes an entry of the private log; true when its chat is new and to be fetched from the start.</summary>
    public bool Me(MeChange change)
    {
        using var held = _gate.EnterScope();
        var state = _me.Accept(change);
        if (state == "gone") Drop(change.ChatId!.Value);
        return state == "new" && _positions.Discover(change.ChatId!.Value);
    }

    /// <summary>Whether a send has waited too long for its answer: the connection is dead.</summary>
    public bool IsStuck()
    {
        lock (_gate) return _outbox.IsStuck(_options.AckTimeout);
    }

    public void End(Exception error)
    {
        lock (_gate)
        {
            _connection = null;
            _outbox.End(error);
        }

        _listeners.Complete();
    }

    /// <summary>One's own message in the log answers its send as well as an ack does.</summary>
    private void Answered(LogEntry entry)
    {
        if (entry is Message message && message.SenderId == _userId)
            _outbox.Take(message.Cid)?.Succeed(message.Seq, message.Ordinal, message.At);
    }

    private void Drop(Guid chatId)
    {
        if (_positions.HeadOf(chatId) is not null) _positions.Drop(chatId);
        _listeners.Publish(new GoneEvent(chatId));
    }
}
