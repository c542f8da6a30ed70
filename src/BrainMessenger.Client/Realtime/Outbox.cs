namespace BrainMessenger.Client;

/// <summary>A send that was not answered yet.</summary>
internal sealed class PendingSend(Guid chatId, NewMessage message, ReadOnlyMemory<byte> frame)
{
    private readonly TaskCompletionSource<SentMessage> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
/// Sends that were not answered yet, in the order in which they were made; each new connection gets all of them. Its
/// owner holds the lock during every call.
/// </summary>
internal sealed class Outbox(Lock gate, TimeProvider time)
{
    private readonly Dictionary<Guid, LinkedListNode<PendingSend>> _byCid = [];
    private readonly LinkedList<PendingSend> _inOrder = new();
    private Connection? _connection;
    private Exception? _ended;

    public PendingSend? Find(Guid cid) => _byCid.GetValueOrDefault(cid)?.Value;

    public PendingSend Add(Guid chatId, NewMessage message)
    {
        if (Find(message.Cid) is { } same) return same;
        var send = new PendingSend(chatId, message, Frames.Send(chatId, message));
        if (_ended is not null)
        {
            send.Fail(_ended);
            return send;
        }

        _byCid.Add(message.Cid, _inOrder.AddLast(send));
        Post(send);
        return send;
    }

    public PendingSend? Take(Guid cid)
    {
        if (!_byCid.Remove(cid, out var node)) return null;
        _inOrder.Remove(node);
        return node.Value;
    }

    public void Begin(Connection connection)
    {
        _connection = connection;
        foreach (var send in _inOrder) Post(send);
    }

    public void Lost()
    {
        _connection = null;
        foreach (var send in _inOrder) send.SentAt = null;
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
        _inOrder.Any(send => send.SentAt is { } at && time.GetElapsedTime(at) > timeout);

    /// <summary>There will be no further connection: what waits fails, and so does what comes.</summary>
    public void End(Exception error)
    {
        _ended = error;
        _connection = null;
        foreach (var send in _inOrder) send.Fail(error);
        _inOrder.Clear();
        _byCid.Clear();
    }

    private void Post(PendingSend send)
    {
        if (_connection is null) return;
        send.SentAt = time.GetTimestamp();
        _connection.Post(send.Frame);
    }
}
