using System.Net.WebSockets;
using System.Threading.Channels;

namespace BrainMessenger.Client;

/// <summary>One connection: a queue before the socket, so that frames leave in the order in which they were posted.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing =
        Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });
    private readonly Task _pump;

    public Connection(RawSocket socket, string token)
    {
        Socket = socket;
        Token = token;
        _pump = PumpAsync();
    }

    public RawSocket Socket { get; }

    /// <summary>The token that the server knows this connection by.</summary>
    public string Token { get; set; }

    public void Post(ReadOnlyMemory<byte> frame) => _outgoing.Writer.TryWrite(frame);

    public async ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        Socket.Abort();
        await _pump;
        await Socket.DisposeAsync();
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var frame in _outgoing.Reader.ReadAllAsync()) await Socket.SendAsync(frame);
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or ObjectDisposedException
            or OperationCanceledException or InvalidOperationException)
        {
            // The reader of this connection sees the end as well and starts the next one.
            Socket.Abort();
        }
    }
}
