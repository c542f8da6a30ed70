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

    /// <summary>In the order in which they were said.</summary>
    private readonly List<(HistoryEvent Invoke, string Text)> _underWay = [];

    public Guid UserId => userId;

    /// <summary>Writes until told to stop. What was not answered on one connection comes first on the next, in its old order.</summary>
    public async Task TalkAsync(IReadOnlyList<Guid> chats, Random random, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_pace);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var socket = await RawSocket.ConnectAsync(client.Address, ct: stop);
                await GreetAsync(socket);
                await SendAsync(socket);
                while (await timer.WaitForNextTickAsync(stop))
                {
                    Say(chats[random.Next(chats.Count)]);
                    await SendAsync(socket);
                }
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or ApiException or OperationCanceledException)
            {
                // The server is dead, or we were told to stop.
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }

        foreach (var (invoke, _) in _underWay) history.Unknown(invoke);
    }

    public void Dispose() => client.Dispose();

    private async Task GreetAsync(RawSocket socket)
    {
        using var limit = new CancellationTokenSource(_patience);
        await SendAsync(socket, new { type = "hello", token = await client.AccessTokenAsync(limit.Token) }, limit.Token);
    }

    private void Say(Guid chat)
    {
        for (var n = 0; n < AtOnce; n++)
        {
            var cid = Guid.CreateVersion7();
            var text = $"{cid} in haste";
            _underWay.Add((history.Invoke(process, userId, Operation.Send, chat, cid, TextHash.Of(text)), text));
        }
    }

    /// <summary>Everything at once; ends when all of it was answered.</summary>
    private async Task SendAsync(RawSocket socket)
    {
        using var limit = new CancellationTokenSource(_patience);
        foreach (var (invoke, text) in _underWay)
            await SendAsync(socket, new { type = "send", cid = invoke.Id, chatId = invoke.Chat, text }, limit.Token);
        while (_underWay.Count > 0) Take(await socket.ReceiveFrameAsync(limit.Token) ?? throw new IOException("The connection has ended."));
    }

    private void Take(JsonElement frame)
    {
        if (!frame.TryGetProperty("cid", out var cid) || _underWay.FindIndex(send => send.Invoke.Id == cid.GetGuid()) is var at && at < 0) return;
        var invoke = _underWay[at].Invoke;
        switch (frame.GetProperty("type").GetString())
        {
            case "ack": history.Ok(invoke, frame.GetProperty("seq").GetInt64()); break;
            // Sent again it would stand behind its successors; whether it is stored is not known.
            case "error" when frame.TryGetProperty("retryAfter", out _): history.Unknown(invoke); break;
            case "error": history.Fail(invoke); break;
            default: return;
        }

        _underWay.RemoveAt(at);
    }

    private static Task SendAsync(RawSocket socket, object frame, CancellationToken ct) => socket.SendAsync(JsonSerializer.Serialize(frame), ct);
}
