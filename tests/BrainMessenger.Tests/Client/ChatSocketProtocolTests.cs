using System.Globalization;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Client;

/// <summary>What the protocol allows a server to do, and a real one seldom does.</summary>
public sealed class ChatSocketProtocolTests
{
    private readonly ScriptedServer _server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overtaken_and_doubled_entries_are_told_once_and_in_order()
    {
        var (socket, events, server) = await StartAsync();
        await using var _ = socket;

        await server.SendAsync($"[{ScriptedServer.Message(2, "two")},{ScriptedServer.Message(1, "one")},{ScriptedServer.Message(2, "two")}]");
        await server.SendAsync(ScriptedServer.Message(3, "three"));

        Assert.Equal(["one", "two", "three"], await TextsAsync(events, 3));
    }

    [Fact]
    public async Task A_hole_that_stays_is_fetched()
    {
        _server.Log = since => $$"""{"headSeq":3,"entries":[{{ScriptedServer.Message(since + 1, "fetched")}}]}""";
        var (socket, events, server) = await StartAsync();
        await using var _ = socket;

        await server.SendAsync(ScriptedServer.Message(3, "three"));

        Assert.Equal(["fetched", "fetched", "three"], await TextsAsync(events, 3));
    }

    [Fact]
    public async Task Positions_that_one_may_not_see_are_passed_over()
    {
        _server.Log = _ => """{"headSeq":8,"entries":[]}""";
        var (socket, events, server) = await StartAsync();
        await using var _ = socket;

        await server.SendAsync(ScriptedServer.Message(9, "back again"));

        Assert.Equal(["back again"], await TextsAsync(events, 1));
        Assert.Equal(9, socket.Positions[ScriptedServer.Chat]);
    }

    [Fact]
    public async Task An_ack_stands_for_the_own_message_and_a_busy_server_is_asked_again()
    {
        var (socket, events, server) = await StartAsync();
        await using var _ = socket;

        var send = socket.SendAsync(ScriptedServer.Chat, "mine", ct: Ct);
        var first = (await server.ReceiveFrameAsync(Ct))!.Value;
        var cid = first.GetProperty("cid").GetString();
        await server.SendAsync($$"""{"type":"error","cid":"{{cid}}","code":"busy","detail":"later","retryAfter":0}""");
        var second = (await server.ReceiveFrameAsync(Ct))!.Value;
        await server.SendAsync($$"""{"type":"ack","cid":"{{cid}}","chatId":"{{ScriptedServer.Chat}}","seq":1,"ordinal":1,"at":"2026-01-01T00:00:00Z"}""");

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(1, (await send).Seq);
        Assert.Equal(["mine"], await TextsAsync(events, 1));
    }

    [Fact]
    public async Task What_is_refused_for_a_moment_keeps_its_place_before_what_follows()
    {
        var (socket, _, server) = await StartAsync();
        await using var __ = socket;

        var first = socket.SendAsync(ScriptedServer.Chat, "one", ct: Ct);
        var second = socket.SendAsync(ScriptedServer.Chat, "two", ct: Ct);
        var refused = await AnsweredAsync("""{"type":"error","cid":"CID","code":"busy","detail":"later","retryAfter":0}""");
        var again = await AnsweredAsync("""{"type":"ack","cid":"CID","chatId":"CHAT","seq":1,"ordinal":1,"at":"2026-01-01T00:00:00Z"}""");
        var next = await AnsweredAsync("""{"type":"ack","cid":"CID","chatId":"CHAT","seq":2,"ordinal":2,"at":"2026-01-01T00:00:00Z"}""");

        Assert.Equal(["one", "one", "two"], [refused, again, next]);
        Assert.Equal((1, 2), ((await first).Seq, (await second).Seq));

        // The text of the next send, once it is answered.
        async Task<string> AnsweredAsync(string answer)
        {
            var send = (await server.ReceiveFrameAsync(Ct))!.Value;
            await server.SendAsync(answer.Replace("CID", send.GetProperty("cid").GetString()).Replace("CHAT", ScriptedServer.Chat.ToString()));
            return send.GetProperty("text").GetString()!;
        }
    }

    [Fact]
    public async Task A_refused_send_fails_with_its_code()
    {
        var (socket, _, server) = await StartAsync();
        await using var __ = socket;

        var send = socket.SendAsync(ScriptedServer.Chat, "mine", ct: Ct);
        var cid = (await server.ReceiveFrameAsync(Ct))!.Value.GetProperty("cid").GetString();
        await server.SendAsync($$"""{"type":"error","cid":"{{cid}}","code":"forbidden","detail":"no"}""");

        await Refused.WithAsync("forbidden", () => send);
    }

    [Fact]
    public async Task After_a_cut_the_client_says_what_it_has_and_repeats_what_was_not_answered()
    {
        var (socket, events, server) = await StartAsync();
        await using var _ = socket;
        await server.SendAsync(ScriptedServer.Message(1, "one"));
        await TextsAsync(events, 1);
        var send = socket.SendAsync(ScriptedServer.Chat, "mine", ct: Ct);
        var lost = (await server.ReceiveFrameAsync(Ct))!.Value;
        server.Abort();

        var (next, hello) = await _server.AcceptAsync(Ct);
        await ScriptedServer.ReadyAsync(next);
        var repeated = (await next.ReceiveFrameAsync(Ct))!.Value;

        Assert.Equal(1, hello.GetProperty("have").GetProperty(ScriptedServer.Chat.ToString()).GetInt64());
        Assert.Equal("one", hello.GetProperty("epoch").GetString());
        Assert.Equal(lost.GetRawText(), repeated.GetRawText());
        Assert.False(send.IsCompleted);
    }

    [Fact]
    public async Task Another_epoch_begins_anew()
    {
        var (socket, events, server) = await StartAsync();
        await using var _ = socket;
        await server.SendAsync(ScriptedServer.Message(1, "of the old database"));
        await TextsAsync(events, 1);
        _server.Log = since => since == 0 ? $$"""{"headSeq":1,"entries":[{{ScriptedServer.Message(1, "of the new one")}}]}""" : """{"headSeq":1,"entries":[]}""";
        server.Abort();

        var (next, _) = await _server.AcceptAsync(Ct);
        await ScriptedServer.ReadyAsync(next, epoch: "two");

        Assert.Equal(new ResyncEvent(null, 0), await NextAsync<ResyncEvent>(events));
        Assert.Equal(["of the new one"], await TextsAsync(events, 1));
    }

    [Theory]
    [InlineData("""{"headSeq":9000,"entries":[],"tooLong":true}""", 9000)]
    [InlineData("""{"headSeq":3,"entries":[],"tooLong":true}""", 0)]
    public async Task A_log_that_does_not_fit_begins_anew(string answer, long position)
    {
        _server.Log = since => since == 0 ? """{"headSeq":0,"entries":[]}""" : answer;
        var (socket, events, server) = await StartAsync(since: 10);
        await using var _ = socket;

        server.Abort();
        var (next, _) = await _server.AcceptAsync(Ct);
        await ScriptedServer.ReadyAsync(next, behind: string.Create(CultureInfo.InvariantCulture, $"{{\"{ScriptedServer.Chat}\":9000}}"));

        Assert.Equal(new ResyncEvent(ScriptedServer.Chat, position), await NextAsync<ResyncEvent>(events));
    }

    private static async Task<List<string>> TextsAsync(SocketListener events, int count)
    {
        List<string> texts = [];
        while (texts.Count < count) texts.Add(((Message)(await NextAsync<EntryEvent>(events)).Entry).Text);
        return texts;
    }

    private static async Task<T> NextAsync<T>(SocketListener events)
        where T : SocketEvent
    {
        while (true)
            if (await events.NextAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct) is T wanted) return wanted;
    }

    private async Task<(ChatSocket Socket, SocketListener Events, RawSocket Server)> StartAsync(long since = 0)
    {
        var socket = new ChatSocket(_server.NewClient(), _server.Options);
        socket.Follow(ScriptedServer.Chat, since);
        var events = socket.Listen();
        var starting = socket.StartAsync(Ct);
        var (server, _) = await _server.AcceptAsync(Ct);
        await ScriptedServer.ReadyAsync(server);
        await starting;
        return (socket, events, server);
    }
}
