using System.Net.WebSockets;
using BrainMessenger.Client;
using BrainMessenger.Server.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Realtime;

public sealed class SocketTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Ready_comes_first_and_names_what_the_client_missed()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var quiet = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Quiet" });
        await ana.Client.Messages.SendAsync(chat.Id, "one");
        var (unknown, ahead) = (Guid.CreateVersion7(), quiet.Id);

        var (socket, ready) = await TestSocket.HelloAsync(server, ana, new Dictionary<Guid, long> { [chat.Id] = 0, [unknown] = 3, [ahead] = 7 });
        await using var _ = socket;

        Assert.Equal(ana.Id, ready.GetProperty("userId").GetGuid());
        Assert.Equal(1, ready.GetProperty("behind").GetProperty(chat.Id.ToString()).GetInt64());
        // A smaller head than the client's: it must drop what it has.
        Assert.Equal(0, ready.GetProperty("behind").GetProperty(ahead.ToString()).GetInt64());
        Assert.Equal([unknown], ready.GetProperty("gone").EnumerateArray().Select(g => g.GetGuid()));
    }

    [Fact]
    public async Task Without_hello_within_five_seconds_the_socket_is_closed()
    {
        await using var own = await Server.StartAsync();
        await using var socket = await TestSocket.ConnectAsync(own);
        own.Clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(4001, await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("""{"type":"hello"}""")]
    [InlineData("""{"type":"hello","token":"eyJhbGciOiJub25lIn0.e30."}""")]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    public async Task What_is_no_valid_hello_closes_with_4001(string first)
    {
        await using var socket = await TestSocket.ConnectAsync(server);
        await socket.SendTextAsync(first);

        Assert.Equal(4001, await socket.ClosedAsync());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"dance"}""")]
    [InlineData("""{"type":"hello","token":"again"}""")]
    [InlineData("""{"type":"read","chatId":"not-an-id","seq":1}""")]
    [InlineData("""{"type":"read","seq":-1}""")]
    [InlineData("""{"type":"presence","state":"invisible"}""")]
    [InlineData("""{"type":"send","cid":"x"}""")]
    [InlineData("""{"type":"watch"}""")]
    public async Task A_malformed_frame_is_answered_and_the_socket_goes_on(string frame)
    {
        using var ana = await server.SignUpAsync("Ana");
        var (socket, _) = await TestSocket.HelloAsync(server, ana);
        await using var own = socket;
        await socket.SendTextAsync(frame);

        Assert.Equal("validation", (await socket.NextAsync("error")).GetProperty("code").GetString());
        Assert.Empty(await socket.UntilPongAsync());
    }

    [Fact]
    public async Task Sends_are_refused_with_the_code_of_the_rule_they_break()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        using var eve = await server.SignUpAsync("Eve");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var channel = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Channel, Name = "News", MemberIds = [eve.Id] });
        var (socket, _) = await TestSocket.HelloAsync(server, eve);
        await using var own = socket;

        Assert.Equal("not_found", await RefusalAsync(socket, new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text = "let me in" }));
        Assert.Equal("forbidden", await RefusalAsync(socket, new { type = "send", cid = Guid.CreateVersion7(), chatId = channel.Id, text = "me too" }));
        Assert.Equal("validation", await RefusalAsync(socket, new { type = "send", cid = Guid.CreateVersion7(), chatId = channel.Id, text = new string('x', 4097) }));
        Assert.Equal("validation", await RefusalAsync(socket, new { type = "send", cid = Guid.CreateVersion7(), chatId = channel.Id, text = "nul\0" }));
        Assert.Equal("validation", await RefusalAsync(socket, new { type = "send", cid = Guid.CreateVersion7(), chatId = channel.Id, text = "  " }));
        Assert.Equal("validation", await RefusalAsync(socket, new { type = "send", cid = Guid.Empty, chatId = channel.Id, text = "x" }));
        Assert.Equal("validation", await RefusalAsync(socket, new { type = "send", chatId = channel.Id, text = "x" }));
    }

    [Fact]
    public async Task A_frame_over_64_KiB_closes_with_1009()
    {
        using var ana = await server.SignUpAsync("Ana");
        var (socket, _) = await TestSocket.HelloAsync(server, ana);
        await using var own = socket;
        await socket.SendTextAsync($$"""{"type":"ping","pad":"{{new string('x', 70_000)}}"}""");

        Assert.Equal(1009, await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_flood_of_frames_closes_with_4009()
    {
        await using var limited = await Server.StartAsync(("RATE_LIMITS", "on"));
        using var ana = await limited.SignUpAsync("Ana");
        var (socket, _) = await TestSocket.HelloAsync(limited, ana);
        await using var own = socket;
        for (var i = 0; i < 400 && socket.CloseCode is null; i++)
        {
            try
            {
                await socket.SendTextAsync("""{"type":"ping"}""");
            }
            catch (WebSocketException)
            {
                break;
            }
        }

        Assert.Equal(4009, await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_page_of_another_origin_cannot_connect_and_ours_can()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.ConnectAsync(server, "https://evil.example"));
        await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.ConnectAsync(server, "null"));
        await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.ConnectAsync(server, $"http://127.0.0.1:{server.Address.Port + 1}"));
        await using var ours = await TestSocket.ConnectAsync(server, $"http://127.0.0.1:{server.Address.Port}");
    }

    [Fact]
    public async Task Ending_the_session_closes_its_sockets_with_4003()
    {
        using var ana = await server.SignUpAsync("Ana");
        var (socket, _) = await TestSocket.HelloAsync(server, ana);
        await using var own = socket;
        var session = server.Services.GetRequiredService<AccessTokens>().Validate(ana.Token)!.SessionId;
        server.Services.GetRequiredService<EndedSessions>().Add(session);

        Assert.Equal(4003, await socket.ClosedAsync());
        await using var again = await TestSocket.ConnectAsync(server);
        await again.SendAsync(new { type = "hello", token = ana.Token });
        Assert.Equal(4001, await again.ClosedAsync());
    }

    [Fact]
    public async Task Somebody_elses_token_does_not_renew_a_socket()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var (socket, _) = await TestSocket.HelloAsync(server, ana);
        await using var own = socket;
        await socket.SendAsync(new { type = "token", token = ana.Token });
        Assert.Empty(await socket.UntilPongAsync());
        await socket.SendAsync(new { type = "token", token = ben.Token });

        Assert.Equal(4001, await socket.ClosedAsync());
    }

    [Fact]
    public async Task Stopping_the_server_tells_its_sockets_1012()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        var (socket, _) = await TestSocket.HelloAsync(own, ana);
        await using var mine = socket;
        var closed = socket.ClosedAsync();
        await own.RestartAsync();

        Assert.Equal(1012, await closed);
    }

    private static async Task<string?> RefusalAsync(TestSocket socket, object frame)
    {
        await socket.SendAsync(frame);
        return (await socket.NextAsync("error")).GetProperty("code").GetString();
    }
}
