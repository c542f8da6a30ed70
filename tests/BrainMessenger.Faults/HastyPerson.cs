using System.Net.WebSockets;
using System.Text.Json;
using BrainMessenger.Checker;
using BrainMessenger.Client;

namespace BrainMessenger.Faults;

/// <summary>
/// Somebody whose client waits for no answer: several sends at once on a bare socket, which the server must store in the
/// order in which they came. Our own client has one of each chat under way, so without him a batch never holds two of one sender.
/// </summary>
internal sealed class HastyPerson(BrainMessengerClient client, Guid userId, int process, History history) : IDisposable
{
    private const int AtOnce = 8;

    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly Dictionary<Guid, HistoryEvent> _underWay = [];

    public Guid UserId => userId;

    /// <summary>Writes until told to stop. What was not answered when a connection ended is left alone: it is stored or not.</summary>
    public async Task TalkAsync(IReadOnlyList<Guid> chats, Random random, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_pace);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var socket = await ConnectAsync();
                while (await timer.WaitForNextTickAsync(stop)) await SayAsync(socket, chats[random.Next(chats.Count)]);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or ApiException or OperationCanceledException)
            {
                // The server is dead, or we were told to stop.
            }

            foreach (var invoke in _underWay.Values) history.Unknown(invoke);
            _underWay.Clear();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<RawSocket> ConnectAsync()
    {
        using var limit = new CancellationTokenSource(_patience);
        var socket = await RawSocket.ConnectAsync(client.Address, ct: limit.Token);
        await SendAsync(socket, new { type = "hello", token = await client.AccessTokenAsync(limit.Token) }, limit.Token);
        return socket;
    }

    private async Task SayAsync(RawSocket socket, Guid chat)
    {
        using var limit = new CancellationTokenSource(_patience);
        for (var n = 0; n < AtOnce; n++)
        {
            var cid = Guid.CreateVersion7();
            var text = $"{cid} in haste";
            _underWay[cid] = history.Invoke(process, userId, Operation.Send, chat, cid, TextHash.Of(text));
            await SendAsync(socket, new { type = "send", cid, chatId = chat, text }, limit.Token);
        }

        while (_underWay.Count > 0) Take(await socket.ReceiveFrameAsync(limit.Token) ?? throw new IOException("The connection has ended."));
    }

    private void Take(JsonElement frame)
    {
        if (!frame.TryGetProperty("cid", out var cid) || !_underWay.TryGetValue(cid.GetGuid(), out var invoke)) return;
        switch (frame.GetProperty("type").GetString())
        {
            case "ack": history.Ok(invoke, frame.GetProperty("seq").GetInt64()); break;
            // Who is asked to send it again does not know whether it is stored.
            case "error" when frame.TryGetProperty("retryAfter", out _): history.Unknown(invoke); break;
            case "error": history.Fail(invoke); break;
            default: return;
        }

        _underWay.Remove(invoke.Id);
    }

    private static Task SendAsync(RawSocket socket, object frame, CancellationToken ct) => socket.SendAsync(JsonSerializer.Serialize(frame), ct);
}
