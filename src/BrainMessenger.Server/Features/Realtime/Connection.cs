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
}

/// <summary>
/// One socket's way out: a bounded queue that is drained by whoever finds it idle. What waits goes out as one array. A
/// client that does not keep up costs at most the bound and is closed with 4008; its log brings it up to date.
/// </summary>
internal sealed class Connection(WebSocket socket)
{
    private const int MaxFrames = 256;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Arrays stay below what one write of the transport takes.</summary>
    private const int MaxJoined = 48 * 1024;

    private static readonly TimeSpan _closeTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private List<SharedFrame> _waiting = [];
    private int _waitingBytes;
    private bool _sending;
    private bool _open;
    private bool _closed;

    public Guid UserId { get; private set; }

    public Guid SessionId { get; private set; }

    public DateTimeOffset TokenExpiresAt { get; set; }

    public DateTimeOffset ConnectedAt { get; init; }

    public bool IsAuthenticated { get; private set; }

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
            if (_waiting.Count < MaxFrames && _waitingBytes + frame.Length <= MaxBytes)
            {
                _waiting.Add(frame.Retain());
                _waitingBytes += frame.Length;
                if (_sending || !_open) return;
                _sending = true;
            }
            else
            {
                _ = CloseAsync(CloseCodes.TooSlow, "too slow, resync");
                return;
            }
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
            if (_closed || _open) return;
            _waiting.Insert(0, ready.Retain());
            _waitingBytes += ready.Length;
            _open = true;
            _sending = true;
        }

        ready.Release();
        _ = DrainAsync(alone: true);
    }

    /// <summary>Closes with a code; a client that does not take it within two seconds is cut.</summary>
    public async Task CloseAsync(int code, string reason)
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            ReleaseWaiting();
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
            ReleaseWaiting();
        }

        try
        {
            if (socket.State is not (WebSocketState.Closed or WebSocketState.Aborted)) socket.Abort();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private async Task DrainAsync(bool alone = false)
    {
        try
        {
            while (TakeWaiting(alone) is { } frames)
            {
                alone = false;
                await WriteAsync(frames);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Abort();
        }
    }

    private List<SharedFrame>? TakeWaiting(bool firstAlone)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || _closed)
            {
                _sending = false;
                return null;
            }

            List<SharedFrame> taken;
            if (firstAlone && _waiting.Count > 1)
            {
                taken = [_waiting[0]];
                _waiting.RemoveAt(0);
                _waitingBytes -= taken[0].Length;
                return taken;
            }

            taken = _waiting;
            _waiting = [];
            _waitingBytes = 0;
            return taken;
        }
    }

    private async ValueTask WriteAsync(List<SharedFrame> frames)
    {
        var next = 0;
        try
        {
            while (next < frames.Count)
            {
                var until = Fitting(frames, next);
                var single = until == next + 1;
                var frame = single ? frames[next] : SharedFrame.Join(frames.GetRange(next, until - next));
                try
                {
                    await socket.SendAsync(frame.Bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }
                finally
                {
                    if (!single) frame.Release();
                    for (; next < until; next++) frames[next].Release();
                }
            }
        }
        finally
        {
            for (; next < frames.Count; next++) frames[next].Release();
        }
    }

    private static int Fitting(List<SharedFrame> frames, int from)
    {
        var (until, bytes) = (from, 0);
        while (until < frames.Count && (until == from || bytes + frames[until].Length <= MaxJoined)) bytes += frames[until++].Length;
        return until;
    }

    private void ReleaseWaiting()
    {
        foreach (var frame in _waiting) frame.Release();
        _waiting = [];
        _waitingBytes = 0;
    }
}
