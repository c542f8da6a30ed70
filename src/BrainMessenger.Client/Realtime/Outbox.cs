namespace BrainMessenger.Client;

/// <summary>A send that was not answered yet.</summary>
internal sealed class PendingSend(Guid chatId, NewMessage message, ReadOnlyMemory<byte> frame)
{
    private readonly TaskCompletionSource<SentMessage> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid ChatId => chatId;

    public NewMessage Message => message;

    public ReadOnlyMemory<byte> Frame => frame;

    /// <summary>Timestamp of the try on the present connection; null while it waits.</summary>
    public long? SentAt { get; set; }

    public Task<SentMessage> Done => _done.Task;

    public void Succeed(long seq, long ordinal, DateTimeOffset at) =>
        _done.TrySetResult(new SentMessage(message.Cid, chatId, seq, ordinal, at));

    public void Fail(Exception error) => _done.TrySetException(error);

    /// <summary>What the others see, made from what was sent and where it was stored.</summary>
    public Message AsMessage(AckFrame ack, Guid senderId) => new()
    {
        ChatId = ack.ChatId,
        Seq = ack.Seq,
        Ordinal = ack.Ordinal,
        At = ack.At,
        SenderId = senderId,
        Cid = ack.Cid,
        Text = message.Text ?? "",
        ReplyTo = message.ReplyTo,
    };
}

/// <summary>
/// Sends that were not answered yet, by chat in the order in which they were made. One of each chat is under way: were
/// there more, one that the server refuses for a moment would end up behind its successors. A new connection begins with
/// the first of each chat. Its owner holds the lock during every call.
/// </summary>
internal sealed class Outbox(Lock gate, TimeProvider time)
{
    private readonly Dictionary<Guid, PendingSend> _byCid = [];
    private readonly Dictionary<Guid, Queue<PendingSend>> _byChat = [];
    private Connection? _connection;
    private Exception? _ended;

    public PendingSend? Find(Guid cid) => _byCid.GetValueOrDefault(cid);

    public PendingSend Add(Guid chatId, NewMessage message)
    {
        if (Find(message.Cid) is { } same) return same;
        var send = new PendingSend(chatId, message, Frames.Send(chatId, message));
        if (_ended is not null)
        {
            send.Fail(_ended);
            return send;
        }

        _byCid.Add(message.Cid, send);
        if (!_byChat.TryGetValue(chatId, out var queue)) _byChat[chatId] = queue = new();
        queue.Enqueue(send);
        if (queue.Count == 1) Post(send);
        return send;
    }

    /// <summary>The answer to a send came: the next of its chat follows.</summary>
    public PendingSend? Take(Guid cid)
    {
        if (!_byCid.Remove(cid, out var send)) return null;
        var queue = _byChat[send.ChatId];
        if (queue.Peek() != send)
        {
            // Its entry came with the log before its turn: an earlier connection had sent it.
            _byChat[send.ChatId] = new(queue.Where(other => other != send));
            return send;
        }

        queue.Dequeue();
        if (queue.TryPeek(out var next)) Post(next);
        else _byChat.Remove(send.ChatId);
        return send;
    }

    public void Begin(Connection connection)
    {
        _connection = connection;
        foreach (var queue in _byChat.Values) Post(queue.Peek());
    }

    public void Lost()
    {
        _connection = null;
        foreach (var queue in _byChat.Values) queue.Peek().SentAt = null;
    }

    /// <summary>Tries a send again after the time that the server named, unless a new connection did so before.</summary>
    public async Task RepeatAsync(PendingSend send, TimeSpan delay, CancellationToken ct)
    {
        send.SentAt = null;
        await Task.Delay(delay, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
            if (send.SentAt is null && !send.Done.IsCompleted) Post(send);
    }

    /// <summary>Whether a send has waited longer for its answer than any server takes.</summary>
    public bool IsStuck(TimeSpan timeout) =>
        _byChat.Values.Any(queue => queue.Peek().SentAt is { } at && time.GetElapsedTime(at) > timeout);

    /// <summary>There will be no further connection: what waits fails, and so does what comes.</summary>
    public void End(Exception error)
    {
        _ended = error;
        _connection = null;
        foreach (var send in _byCid.Values) send.Fail(error);
        _byChat.Clear();
        _byCid.Clear();
    }

    private void Post(PendingSend send)
    {
        if (_connection is null) return;
        send.SentAt = time.GetTimestamp();
        _connection.Post(send.Frame);
    }
}
