using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Client;

/// <summary>A server of which the test says every word: sockets by hand, and the answers to <c>POST /log</c>.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly System.Threading.Channels.Channel<RawSocket> _accepted = System.Threading.Channels.Channel.CreateUnbounded<RawSocket>();

    public static Guid Chat { get; } = new("00000000-0000-7000-8000-0000000000c1");

    public static Guid Me { get; } = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The log as <c>POST /log</c> answers it after a position.</summary>
    public Func<long, string> Log { get; set; } = _ => """{"headSeq":0,"entries":[]}""";

    public BrainMessengerClient NewClient() => new(new HttpClient(this) { BaseAddress = new Uri("http://scripted.invalid") })
    {
        Session = new Session("token", DateTimeOffset.MaxValue, null),
    };

    public ChatSocketOptions Options => new()
    {
        Connect = ConnectAsync,
        ReconnectDelay = _ => TimeSpan.Zero,
        GapDelay = TimeSpan.FromMilliseconds(10),
    };

    public static string Message(long seq, string text) =>
        $$"""{"type":"message","chatId":"{{Chat}}","seq":{{seq}},"ordinal":{{seq}},"senderId":"00000000-0000-7000-8000-000000000002","cid":"{{Guid.NewGuid()}}","text":"{{text}}","at":"2026-01-01T00:00:00Z"}""";

    /// <summary>The server's end of the next connection, and the hello that came on it.</summary>
    public async Task<(RawSocket Socket, JsonElement Hello)> AcceptAsync(CancellationToken ct)
    {
        var socket = await _accepted.Reader.ReadAsync(ct);
        return (socket, (await socket.ReceiveFrameAsync(ct))!.Value);
    }

    public static Task ReadyAsync(RawSocket socket, string epoch = "one", string behind = "{}") =>
        socket.SendAsync($$"""{"type":"ready","userId":"{{Me}}","epoch":"{{epoch}}","behind":{{behind}},"gone":[],"meHead":0}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var since = body.RootElement.GetProperty("since").GetProperty(Chat.ToString()).GetInt64();
        var answer = $"{{\"epoch\":\"one\",\"chats\":{{\"{Chat}\":{Log(since)}}}}}";
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }

    private async Task<WebSocket> ConnectAsync(Uri address, CancellationToken ct)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, ct);
        var accepted = await listener.AcceptTcpClientAsync(ct);
        await _accepted.Writer.WriteAsync(new RawSocket(WebSocket.CreateFromStream(accepted.GetStream(), new WebSocketCreationOptions { IsServer = true })), ct);
        return WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions());
    }
}
