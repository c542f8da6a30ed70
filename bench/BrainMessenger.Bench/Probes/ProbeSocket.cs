using System.Net.WebSockets;

namespace BrainMessenger.Bench.Probes;

/// <summary>A socket's way out: what cannot be sent at once waits, frame by frame.</summary>
internal sealed class ProbeSocket(WebSocket socket)
{
    private readonly Lock _gate = new();
    private Queue<ReadOnlyMemory<byte>>? _waiting;
    private bool _sending;

    public Guid Id { get; } = Guid.CreateVersion7();

    public void Send(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_sending)
            {
                (_waiting ??= new()).Enqueue(frame);
                return;
            }

            _sending = true;
        }

        _ = SendAllAsync(frame);
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            do await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            while (Next(out frame));
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The reader of this socket sees the end as well.
        }
    }

    private bool Next(out ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            frame = default;
            return _sending = _waiting is not null && _waiting.TryDequeue(out frame);
        }
    }
}
