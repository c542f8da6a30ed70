using System.Threading.Channels;

namespace BrainMessenger.Client;

/// <summary>
/// One reader's stream of a socket's events, from the moment it was made. Events wait here without limit: read on, or
/// dispose of it.
/// </summary>
public sealed class SocketListener : IAsyncEnumerable<SocketEvent>, IDisposable
{
    private readonly Channel<SocketEvent> _events = Channel.CreateUnbounded<SocketEvent>();
    private readonly Action<SocketListener> _leave;

    internal SocketListener(Action<SocketListener> leave) => _leave = leave;

    /// <summary>The next event.</summary>
    /// <exception cref="ChannelClosedException">The socket was disposed of or its session has ended.</exception>
    public ValueTask<SocketEvent> NextAsync(CancellationToken ct = default) => _events.Reader.ReadAsync(ct);

    /// <summary>An event that has come already.</summary>
    public bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SocketEvent? next) =>
        _events.Reader.TryRead(out next);

    /// <inheritdoc/>
    public IAsyncEnumerator<SocketEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _events.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        _leave(this);
        Complete();
    }

    internal void Publish(SocketEvent next) => _events.Writer.TryWrite(next);

    internal void Complete() => _events.Writer.TryComplete();
}

internal sealed class Listeners
{
    private readonly Lock _gate = new();
    private volatile SocketListener[] _all = [];
    private bool _ended;

    public SocketListener Add()
    {
        var listener = new SocketListener(Remove);
        lock (_gate)
        {
            if (_ended) listener.Complete();
            else _all = [.. _all, listener];
        }

        return listener;
    }

    public void Publish(SocketEvent next)
    {
        foreach (var listener in _all) listener.Publish(next);
    }

    public void Complete()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var listener in _all) listener.Complete();
            _all = [];
        }
    }

    private void Remove(SocketListener listener)
    {
        lock (_gate) _all = [.. _all.Where(other => other != listener)];
    }
}
