namespace BrainMessenger.Client;

/// <summary>A send that was not answered yet.</summary>
internal sealed class PendingSend(Guid chatId, NewMessage message, ReadOnlyMemory<byte> frame)
{
    private readonly TaskCompletionSource<SentMessage> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid ChatId => chatId;

    public NewMessage Message => message;

    public ReadOnlyMemory<byte> Frame => frame;

    /// <summary>Timestamp of the last try on the present connection; null while it waits.</summary>
    public long? SentAt { get; set; }

    public Task<SentMessage> Done => _done.Task;

    public void Succeed(long seq, long ordinal, DateTimeOffset at) =>
        _done.TrySetResult(new SentMessage(message.Cid, chatId, seq, ordinal, at));

    public void Fail(Exception error) => _done.TrySetException(error);
}

/// <summary>Sends that were not answered yet, in the order in which they were made. Not safe for concurrent use.</summary>
internal sealed class Outbox
{
    private readonly Dictionary<Guid, LinkedListNode<PendingSend>> _byCid = [];
    private readonly LinkedList<PendingSend> _inOrder = new();

    public IEnumerable<PendingSend> All => _inOrder;

    public PendingSend? Find(Guid cid) => _byCid.GetValueOrDefault(cid)?.Value;

    public void Add(PendingSend send) => _byCid.Add(send.Message.Cid, _inOrder.AddLast(send));

    public PendingSend? Take(Guid cid)
    {
        if (!_byCid.Remove(cid, out var node)) return null;
        _inOrder.Remove(node);
        return node.Value;
    }

    public void FailAll(Exception error)
    {
        foreach (var send in _inOrder) send.Fail(error);
        _inOrder.Clear();
        _byCid.Clear();
    }
}
