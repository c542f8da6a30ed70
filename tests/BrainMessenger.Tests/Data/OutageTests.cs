using System.Net;
using BrainMessenger.Client;
using BrainMessenger.Tests.Features.Realtime;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Tests.Data;

/// <summary>What people meet while PostgreSQL is away, and that nothing is lost by it.</summary>
[Trait("Engine", "Postgres")]
public sealed class OutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_is_gone_people_are_told_and_afterwards_everything_goes_on()
    {
        await using var server = await Server.StartBehindProxyAsync();
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await using var sender = (await TestSocket.HelloAsync(server, ana)).Socket;
        await using var reader = (await TestSocket.HelloAsync(server, ben)).Socket;
        var send = new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text = "hello" };

        server.Proxy.Refuse();
        await sender.SendAsync(send);
        var told = await reader.NextAsync("degraded");
        var refused = await Assert.ThrowsAsync<ApiException>(() => ana.Client.Chats.ListAsync(ct: Ct));
        using var live = await server.Http.GetAsync("/health/live", Ct);
        using var ready = await server.Http.GetAsync("/health/ready", Ct);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var late = await sender.NextAsync("error");
        server.Proxy.Heal();
        await sender.SendAsync(send);
        var ack = await sender.NextAsync("ack");
        // The first try may succeed after all, and then reaches the others before it is known that the database works.
        var after = await reader.FirstOfEachAsync("recovered", "message");

        Assert.Equal("database", told.GetProperty("part").GetString());
        Assert.Equal(("database.unavailable", 503), (refused.Code, (int)refused.Status));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Equal("busy", late.GetProperty("code").GetString());
        Assert.Equal((1L, 1L), (ack.GetProperty("seq").GetInt64(), after["message"].GetProperty("seq").GetInt64()));
        Assert.Single((await ben.Client.Messages.ListAsync(chat.Id, ct: Ct)).Items);
    }

    [Fact]
    public async Task What_a_stalled_database_stored_after_all_reaches_everybody_once()
    {
        await using var server = await Server.StartBehindProxyAsync();
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await using var sender = (await TestSocket.HelloAsync(server, ana)).Socket;
        await using var reader = (await TestSocket.HelloAsync(server, ben)).Socket;
        await ana.Client.Messages.SendAsync(chat.Id, "before", ct: Ct);
        await reader.NextAsync("message");

        // The commit happens, its answer is lost, and nothing gets through until long after the sender was answered.
        server.Proxy.LoseAnswers(1, "append_messages");
        await sender.SendAsync(new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text = "hello" });
        await Wait.UntilAsync(() => server.Proxy.Lost == 1, "the answer to be lost", Ct);
        server.Proxy.Refuse();
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await sender.NextAsync("error");
        await reader.NextAsync("degraded");
        server.Proxy.Heal();
        var message = await reader.NextAsync("message");
        var own = await sender.NextAsync("message");

        Assert.Equal(("hello", 2L), (message.GetProperty("text").GetString(), message.GetProperty("seq").GetInt64()));
        Assert.Equal(2L, own.GetProperty("seq").GetInt64());
        Assert.DoesNotContain(await reader.UntilPongAsync(), frame => frame.GetProperty("type").GetString() == "message");
    }

    [Fact]
    public async Task Fifty_lost_commit_answers_lead_to_fifty_messages()
    {
        await using var server = await Server.StartBehindProxyAsync();
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);

        for (var n = 1; n <= 50; n++)
        {
            server.Proxy.LoseAnswers(1, "append_messages");
            Assert.Equal(n, (await ana.Client.Messages.SendAsync(chat.Id, $"{n}", ct: Ct)).Seq);
        }

        Assert.Equal(50, server.Proxy.Lost);
        Assert.Equal(50, (await ben.Client.Chats.GetAsync(chat.Id, Ct)).MessageCount);
    }

    [Fact]
    public async Task A_read_that_meets_a_cut_connection_is_answered_by_another_try()
    {
        await using var server = await Server.StartBehindProxyAsync();
        using var ana = await server.SignUpAsync("Ana");
        await ana.Client.Chats.ListAsync(ct: Ct);

        server.Proxy.Cut();

        Assert.Empty((await ana.Client.Chats.ListAsync(ct: Ct)).Items);
    }

    [Fact]
    public async Task After_a_pause_in_which_the_database_suspended_the_first_write_succeeds()
    {
        await using var server = await Server.StartBehindProxyAsync();
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        server.Proxy.Cut();
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        var chat = await ana.Client.Chats.PersonalAsync(ben.Id, Ct);

        Assert.Equal(1, (await ana.Client.Messages.SendAsync(chat.Id, "awake", ct: Ct)).Seq);
    }

    [Fact]
    public async Task With_nobody_connected_the_database_is_left_asleep()
    {
        await using var server = await Server.StartBehindProxyAsync();
        server.Proxy.Cut();
        var connections = server.Proxy.Accepted;

        for (var minute = 0; minute < 30; minute++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            using var live = await server.Http.GetAsync("/health/live", Ct);
        }

        Assert.Equal(connections, server.Proxy.Accepted);
    }
}
