using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>
/// A socket without any knowledge of the protocol: sends text, receives frames. For protocol tests and load; anything
/// else wants <see cref="ChatSocket"/>. One reader at a time; sends may come from anywhere.
/// </summary>
public sealed class RawSocket : IAsyncDisposable
{
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Queue<JsonElement> _frames = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);

    /// <summary>Takes over an open socket, such as a test server's.</summary>
    public RawSocket(WebSocket socket) => _socket = socket;

    /// <summary>The server's close code once the connection has ended; null when it was cut.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>What the server said when closing.</summary>
    public string? CloseReason => _socket.CloseStatusDescription;

    /// <summary>The socket's address of a server such as <c>http://127.0.0.1:8080</c>.</summary>
    public static Uri AddressOf(Uri server) =>
        new UriBuilder(server) { Scheme = server.Scheme is "https" or "wss" ? "wss" : "ws", Path = "/ws" }.Uri;

    /// <summary>Connects to a server's <c>/ws</c> without saying hello.</summary>
    /// <param name="server">The server's address, http or ws.</param>
    /// <param name="configure">Headers and timeouts.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="WebSocketException">The server refused or cannot be reached.</exception>
    public static async Task<RawSocket> ConnectAsync(
        Uri server, Action<ClientWebSocketOptions>? configure = null, CancellationToken ct = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            configure?.Invoke(socket.Options);
            await socket.ConnectAsync(AddressOf(server), ct);
            return new RawSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one text frame.</summary>
    public Task SendAsync(string text, CancellationToken ct = default) =>
        SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, ct);

    /// <summary>Sends one frame of UTF-8 text, or of bytes where a test wants to be refused.</summary>
    public async Task SendAsync(
        ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text, CancellationToken ct = default)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(bytes, type, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>
    /// The next frame as the server sent it, object or array; null once the connection has ended. The memory is
    /// reused by the next call.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken ct = default)
    {
        var length = 0;
        try
        {
            while (true)
            {
                if (length == _buffer.Length) Grow();
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), ct);
                if (part.MessageType is WebSocketMessageType.Close) return null;
                length += part.Count;
                if (part.EndOfMessage) return _buffer.AsMemory(0, length);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>The next frame as text; null once the connection has ended.</summary>
    public async ValueTask<string?> ReceiveTextAsync(CancellationToken ct = default) =>
        await ReceiveAsync(ct) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    /// <summary>The next object, arrays taken apart; null once the connection has ended.</summary>
    public async ValueTask<JsonElement?> ReceiveFrameAsync(CancellationToken ct = default)
    {
        while (_frames.Count == 0)
        {
            if (await ReceiveAsync(ct) is not { } bytes) return null;
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Array) return root.Clone();
            foreach (var frame in root.EnumerateArray()) _frames.Enqueue(frame.Clone());
        }

        return _frames.Dequeue();
    }

    /// <summary>Closes in order, as a client that leaves.</summary>
    public async Task CloseAsync(CancellationToken ct = default)
    {
        if (_socket.State is WebSocketState.Open)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
    }

    /// <summary>Drops the connection without a word, as a broken network does.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Drops the connection and returns the buffer. Not while a receive runs: <see cref="Abort"/> ends it first.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _sending.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return ValueTask.CompletedTask;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
