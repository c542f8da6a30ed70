using System.Net.WebSockets;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>Why the server closes a socket (design §6).</summary>
internal static class CloseCodes
{
    public const int NoToken = 4001;
    public const int SessionEnded = 4003;
    public const int TooSlow = 4008;
    public const int TooManyFrames = 4009;
    public const int TooBig = 1009;
    public const int Restarting = 1012;
    public const int TryAgainLater = 1013;
}

/// <summary>
/// One socket's way out: a bounded queue that is drained by whoever finds it idle. What waits goes out as one array. A
/// client that does not keep up costs at most the bound and is closed with 4008; its log brings it up to date.
/// </summary>
internal sealed class Connection(WebSocket socket)
{
    private static readonly TimeSpan _closeTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SendQueue _waiting = new();
    private bool _sending;
    private bool _open;
    private bool _closed;

    public Guid UserId { get; private set; }

    public Guid SessionId { get; private set; }

    public DateTimeOffset TokenExpiresAt { get; set; }

    public DateTimeOffset ConnectedAt { get; init; }

    public bool IsAuthenticated { get; private set; }

    /// <summary>Whether it sits in its user's rooms; guarded by the user's gate.</summary>
    public bool IsSeated { get; set; }

    /// <summary>The client's own word: away while nobody looks.</summary>
    public bool IsAway { get; set; }

    /// <summary>Where and when this socket last said that its user types.</summary>
    public (Guid ChatId, long At)? TypingAt { get; set; }

    /// <summary>Whose presence this socket wants to know.</summary>
    public IReadOnlyList<Guid> Watched { get; set; } = [];

    public void Authenticate(Guid userId, Guid sessionId, DateTimeOffset expiresAt)
    {
        (UserId, SessionId, TokenExpiresAt) = (userId, sessionId, expiresAt);
        IsAuthenticated = true;
    }

    /// <summary>Queues the frame and takes a reference of its own. Never waits.</summary>
    public void Send(SharedFrame frame)
    {
        lock (_gate)
        {
            if (_closed) return;
            if (!_waiting.TryAdd(frame))
            {
                _ = CloseAsync(CloseCodes.TooSlow, "too slow, resync");
                return;
            }

            if (_sending || !_open) return;
            _sending = true;
        }

        _ = DrainAsync();
    }

    /// <summary>For a frame that nobody else gets.</summary>
    public void SendOwned(SharedFrame frame)
    {
        Send(frame);
        frame.Release();
    }

    /// <summary>Sends the first frame ahead of what has gathered meanwhile, and lets the rest follow.</summary>
    public void Open(SharedFrame ready)
    {
        lock (_gate)
        {
            _open = !_closed;
            _sending = _open;
        }

        if (_open) _ = DrainAsync(ready);
        else ready.Release();
    }

    /// <summary>Closes with a code; a client that does not take it within two seconds is cut.</summary>
    public async Task CloseAsync(int code, string reason)
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _waiting.Clear();
        }

        using var timeout = new CancellationTokenSource(_closeTimeout);
        try
        {
            await Task.Yield();
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, timeout.Token);
            await Task.Delay(_closeTimeout, timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The peer is gone or stalled: the abort below ends it.
        }

        Abort();
    }

    /// <summary>Ends the socket at once; what waited is dropped.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
        }

        try
        {
            if (socket.State is not (WebSocketState.Closed or WebSocketState.Aborted)) socket.Abort();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private async Task DrainAsync(SharedFrame? first = null)
    {
        try
        {
            if (first is not null) await FrameWriter.WriteAsync(socket, [first]);
            while (Take() is { } frames) await FrameWriter.WriteAsync(socket, frames);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Abort();
        }
    }

    private List<SharedFrame>? Take()
    {
        lock (_gate)
        {
            var frames = _closed ? null : _waiting.TakeAll();
            _sending = frames is not null;
            return frames;
        }
    }
}
