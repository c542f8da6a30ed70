using System.Net.WebSockets;
using System.Text;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Client;

/// <summary>A client's connection of which the test knows what went out on it.</summary>
internal sealed class OverheardSocket(WebSocket inner, Action<string> said) : WebSocket
{
    public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

    public override string? CloseStatusDescription => inner.CloseStatusDescription;

    public override WebSocketState State => inner.State;

    public override string? SubProtocol => inner.SubProtocol;

    public static async Task<WebSocket> ConnectAsync(Uri address, Action<string> said, CancellationToken ct) =>
        new OverheardSocket(await new ChatSocketOptions().Connect(address, ct), said);

    /// <summary>What was said has left when it is told.</summary>
    public override async Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        await inner.SendAsync(buffer, messageType, endOfMessage, cancellationToken);
        said(Encoding.UTF8.GetString(buffer));
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => inner.ReceiveAsync(buffer, cancellationToken);

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Abort() => inner.Abort();

    public override void Dispose() => inner.Dispose();
}
