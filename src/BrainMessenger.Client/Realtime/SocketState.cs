using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>What a socket knows and keeps over its connections; everything under one lock.</summary>
internal sealed class SocketState(BrainMessengerClient client, ChatSocketOptions options, Listeners listeners)
{
    private readonly Lock _gate = new();
    private readonly ChatPositions _positions = new(options.NewChatsFromStart, listeners.Publish);
    private readonly Outbox _outbox = new();
    private readonly Queue<TaskCompletionSource> _pings = new();
    private Connection? _connection;
    private string? _epoch;
    private Guid _userId;

    /// <summary>Position in the private log; null before the first ready.</summary>
    public long? MeSeq { get; private set; }

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
        lock (_gate)
            return chats.Where(chat => _positions.HeadOf(chat) is not null)
                .ToDictionary(chat => chat, chat => _positions.HeadOf(chat)!.Value);
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
        lock (_gate)
        {
            listeners.Publish(new ConnectedEvent(ready.UserId, ready.Epoch));
            var behind = _epoch is not null && ready.Epoch != _epoch ? _positions.StartAnew() : [.. ready.Behind.Keys];
            (_epoch, _userId) = (ready.Epoch, ready.UserId);
            MeSeq ??= ready.MeHead;
            foreach (var chatId in ready.Gone) Drop(chatId);

            _connection = connection;
            foreach (var send in _outbox.All) Post(send);
            return behind;
        }
    }

    public void Lost(Connection connection)
    {
        lock (_gate)
        {
            if (_connection != connection) return;
            _connection = null;
            foreach (var send in _outbox.All) send.SentAt = null;
            while (_pings.TryDequeue(out var ping)) ping.TrySetCanceled();
        }
    }

    public Task<SentMessage> Send(Guid chatId, NewMessage message)
    {
        lock (_gate)
        {
            if (_outbox.Find(message.Cid) is { } same) return same.Done;
            var send = new PendingSend(chatId, message, Frames.Send(chatId, message));
            _outbox.Add(send);
            Post(send);
            return send.Done;
        }
    }

    /// <summary>A frame that is of no use later; false when it could not be sent now.</summary>
    public bool Post(ReadOnlyMemory<byte> frame, TaskCompletionSource? pong = null)
    {
        lock (_gate)
        {
            if (_connection is null) return false;
            if (pong is not null) _pings.Enqueue(pong);
            _connection.Post(frame);
            return true;
        }
    }

    public void Pong()
    {
        lock (_gate)
            if (_pings.TryDequeue(out var ping)) ping.TrySetResult();
    }

    /// <summary>Takes a live entry; true when a hole lies before it.</summary>
    public bool Accept(LogEntry entry)
    {
        lock (_gate)
        {
            Answered(entry);
            return _positions.Accept(entry);
        }
    }

    /// <summary>Takes fetched logs; returns the chats of which more is to be fetched.</summary>
    public IReadOnlyList<Guid> Accept(Dictionary<Guid, long> since, ChatLogs answer, bool cutOff)
    {
        List<Guid> more = [];
        lock (_gate)
        {
            foreach (var (chatId, seq) in since)
            {
                if (!answer.Chats.TryGetValue(chatId, out var log))
                {
                    Drop(chatId);
                    continue;
                }

                foreach (var entry in log.Entries) Answered(entry);
                if (_positions.Accept(chatId, seq, log, cutOff)) more.Add(chatId);
            }
        }

        return more;
    }

    /// <summary>
    /// Takes an ack, which stands for the sender's own copy; true when a hole lies before it. The copy of a message
    /// with files has to be fetched, as an ack does not describe them.
    /// </summary>
    public bool Acked(AckFrame ack, out bool fetch)
    {
        lock (_gate)
        {
            fetch = false;
            if (_outbox.Take(ack.Cid) is not { } send) return false;
            send.Succeed(ack.Seq, ack.Ordinal, ack.At);
            fetch = send.Message.FileIds is { Count: > 0 } && _positions.HeadOf(ack.ChatId) is not null;
            return !fetch && _positions.Accept(new Message
            {
                ChatId = ack.ChatId, Seq = ack.Seq, Ordinal = ack.Ordinal, At = ack.At, SenderId = _userId,
                Cid = ack.Cid, Text = send.Message.Text ?? "", ReplyTo = send.Message.ReplyTo,
            });
        }
    }

    /// <summary>A refused send fails, or is sent again after the time that the server names.</summary>
    public void Refused(ErrorFrame error, CancellationToken ct)
    {
        lock (_gate)
        {
            if (error.Cid is not { } cid || _outbox.Find(cid) is not { } send)
            {
                listeners.Publish(new RefusedEvent(error.Code, error.Detail ?? ""));
                return;
            }

            if (error.RetryAfter is { } seconds)
            {
                send.SentAt = null;
                _ = SendLaterAsync(send, TimeSpan.FromSeconds(seconds), ct);
                return;
            }

            _outbox.Take(cid);
            send.Fail(new ApiException(0, error.Code, error.Detail ?? ""));
        }
    }

    public void Gone(Guid chatId)
    {
        lock (_gate) Drop(chatId);
    }

    public void Me(MeChange change)
    {
        lock (_gate)
        {
            if (change.Seq <= MeSeq) return;
            MeSeq = change.Seq;
            listeners.Publish(new MeEvent(change));
            if (change is { Kind: "chat", ChatId: { } chatId } && IsGone(change.Data)) Drop(chatId);
        }
    }

    /// <summary>Whether a send has waited too long for its answer: the connection is dead.</summary>
    public bool IsStuck()
    {
        lock (_gate)
            return _outbox.All.Any(send =>
                send.SentAt is { } at && client.Time.GetElapsedTime(at) > options.AckTimeout);
    }

    public void End(Exception error)
    {
        lock (_gate)
        {
            _connection = null;
            _outbox.FailAll(error);
        }

        listeners.Complete();
    }

    private static bool IsGone(JsonElement? data) =>
        data is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("state", out var state)
        && state.ValueEquals("gone");

    private async Task SendLaterAsync(PendingSend send, TimeSpan delay, CancellationToken ct)
    {
        await Task.Delay(delay, client.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
            if (send.SentAt is null && !send.Done.IsCompleted) Post(send);
    }

    private void Post(PendingSend send)
    {
        if (_connection is null) return;
        send.SentAt = client.Time.GetTimestamp();
        _connection.Post(send.Frame);
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
        listeners.Publish(new GoneEvent(chatId));
    }
}
