namespace BrainMessenger.Client;

/// <summary>Pings that wait for their pongs, which come in the same order. Its owner holds the lock during every call.</summary>
internal sealed class Pings
{
    private readonly Queue<TaskCompletionSource> _waiting = new();

    public void Add(TaskCompletionSource ping) => _waiting.Enqueue(ping);

    public void Pong()
    {
        if (_waiting.TryDequeue(out var ping)) ping.TrySetResult();
    }

    public void Lost()
    {
        while (_waiting.TryDequeue(out var ping)) ping.TrySetCanceled();
    }
}
