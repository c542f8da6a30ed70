using System.Buffers;
using System.Net.WebSockets;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using BrainMessenger.Server.Platform.Http;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary><c>GET /ws</c>: accepts a socket and reads its frames until it goes (design §6).</summary>
internal sealed class SocketEndpoint(Hub hub, SocketCommands commands, Settings settings, TimeProvider time)
{
    private const int MaxFrame = 64 * 1024;
    private const int FirstBuffer = 4 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await new Error("validation", StatusCodes.Status400BadRequest, "This address speaks WebSocket only.").ToProblem().ExecuteAsync(context);
            return;
        }

        // A page of another origin must not speak for its visitor; programs send no origin.
        if (context.Request.Headers.Origin.Count > 0 && !OriginCheck.IsOurs(context.Request, settings))
        {
            await new Error("origin.foreign", StatusCodes.Status403Forbidden, "This page may not connect to this server.").ToProblem().ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = TimeSpan.FromSeconds(20),
            KeepAliveTimeout = TimeSpan.FromSeconds(20),
        });
        var connection = new Connection(socket) { ConnectedAt = time.GetUtcNow() };
        hub.Add(connection);
        try
        {
            await ReadAsync(socket, connection);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The peer went without a word.
        }
        finally
        {
            hub.Remove(connection);
            connection.Abort();
        }
    }

    private async Task ReadAsync(WebSocket socket, Connection connection)
    {
        var tokens = default(TokenBucket);
        while (true)
        {
            // A read of no bytes waits without holding a buffer: idle sockets are nearly all of them.
            var waited = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (waited.MessageType == WebSocketMessageType.Close) break;

            var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
            try
            {
                var (frame, length, closed) = waited.EndOfMessage ? (buffer, 0, false) : await ReceiveAsync(socket, buffer, b => buffer = b);
                if (closed) break;
                if (length < 0)
                {
                    await connection.CloseAsync(CloseCodes.TooBig, "frame too big");
                    return;
                }

                if (settings.RateLimits && !tokens.TryTake(Limits.Frames, time))
                {
                    await connection.CloseAsync(CloseCodes.TooManyFrames, "too many frames");
                    return;
                }

                await commands.HandleAsync(connection, frame.AsMemory(0, length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <summary>Reads one whole message; length -1 where it is over the limit.</summary>
    private static async ValueTask<(byte[] Buffer, int Length, bool Closed)> ReceiveAsync(WebSocket socket, byte[] buffer, Action<byte[]> replaced)
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= MaxFrame) return (buffer, -1, false);
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                replaced(buffer = larger);
            }

            var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close) return (buffer, 0, true);
            length += received.Count;
            if (length > MaxFrame) return (buffer, -1, false);
            if (received.EndOfMessage) return (buffer, length, false);
        }
    }
}
