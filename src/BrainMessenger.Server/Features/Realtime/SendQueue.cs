using System.Net.WebSockets;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>What waits for one socket, bounded by frames and bytes. Guarded by its connection.</summary>
internal sealed class SendQueue
{
    private const int MaxFrames = 256;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Null where nothing waits, which is the rule.</summary>
    private List<SharedFrame>? _frames;
    private int _bytes;

    /// <summary>Takes a reference of its own; false where the bound is reached.</summary>
    public bool TryAdd(SharedFrame frame)
    {
        if (_frames?.Count >= MaxFrames || _bytes + frame.Length > MaxBytes) return false;
        (_frames ??= []).Add(frame.Retain());
        _bytes += frame.Length;
        return true;
    }

    /// <summary>Everything, with the references; null where nothing waits.</summary>
    public List<SharedFrame>? TakeAll()
    {
        var taken = _frames;
        (_frames, _bytes) = (null, 0);
        return taken;
    }

    public void Clear()
    {
        foreach (var frame in _frames ?? []) frame.Release();
        (_frames, _bytes) = (null, 0);
    }
}

/// <summary>Writes what waited: several frames as one array, as far as one write of the transport takes.</summary>
internal static class FrameWriter
{
    private const int MaxJoined = 48 * 1024;

    /// <summary>Gives every reference back, also when the socket fails on the way.</summary>
    public static async ValueTask WriteAsync(WebSocket socket, List<SharedFrame> frames)
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
}
