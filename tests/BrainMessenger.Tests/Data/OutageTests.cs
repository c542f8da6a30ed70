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
        await using var pair = await Pair.MeetAsync(await Server.StartBehindProxyAsync());
        var (server, ana) = (pair.Server, pair.Ana.Client);
        var send = pair.Send("hello");

        server.Proxy.Refuse();
        await pair.AtAna.SendAsync(send);
        var told = await pair.AtBen.NextAsync("degraded");
        var refused = await Assert.ThrowsAsync<ApiException>(() => ana.Chats.ListAsync(ct: Ct));
        // Also what needs the database before it is queued leaves the socket alone.
        await pair.AtAna.SendAsync(new { type = "send", cid = Guid.CreateVersion7(), chatId = pair.ChatId, text = "a file", fileIds = new[] { Guid.CreateVersion7() } });
        var withFile = await pair.AtAna.NextAsync("error");
        using var live = await server.Http.GetAsync("/health/live", Ct);
        using var ready = await server.Http.GetAsync("/health/ready", Ct);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var late = await pair.AtAna.NextAsync("error");
        server.Proxy.Heal();
        await pair.AtAna.SendAsync(send);
        var ack = await pair.AtAna.NextAsync("ack");
        // The first try may succeed after all, and then reaches the others before it is known that the database works.
        var after = await pair.AtBen.FirstOfEachAsync("recovered", "message");

        Assert.Equal("database", told.GetProperty("part").GetString());
        Assert.Equal(("database.unavailable", 503), (refused.Code, (int)refused.Status));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Equal(("database.unavailable", "busy"), (withFile.GetProperty("code").GetString(), late.GetProperty("code").GetString()));
        Assert.Equal((1L, 1L), (ack.GetProperty("seq").GetInt64(), after["message"].GetProperty("seq").GetInt64()));
        Assert.Single((await pair.Ben.Client.Messages.ListAsync(pair.ChatId, ct: Ct)).Items);
    }

    [Fact]
    public async Task A_database_that_stands_still_keeps_the_sockets_and_stores_once_what_it_was_given()
    {
        await using var pair = await Pair.MeetAsync(await Server.StartBehindProxyAsync());
        await pair.Ana.Client.Messages.SendAsync(pair.ChatId, "before", ct: Ct);
        await pair.AtBen.NextAsync("message");

        var stands = pair.Server.Proxy.Stall(until: FaultProxy.StoringMessages);
        await pair.AtAna.SendAsync(pair.Send("hello"));
        await stands.WaitAsync(Ct);
        await pair.AtAna.UntilPongAsync();
        pair.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        var refused = await pair.AtAna.NextAsync("error");
        pair.Server.Proxy.Heal();
        var message = await pair.AtBen.NextAsync("message");
        var own = await pair.AtAna.NextAsync("message", frame => frame.GetProperty("text").GetString() == "hello");

        Assert.Equal("busy", refused.GetProperty("code").GetString());
        Assert.Equal(("hello", 2L, 2L), (message.GetProperty("text").GetString(), message.GetProperty("seq").GetInt64(), own.GetProperty("seq").GetInt64()));
        Assert.DoesNotContain(await pair.AtBen.UntilPongAsync(), frame => frame.GetProperty("type").GetString() == "message");
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
            server.Proxy.LoseAnswers(1, FaultProxy.StoringMessages);
            Assert.Equal(n, (await ana.Client.Messages.SendAsync(chat.Id, $"{n}", ct: Ct)).Seq);
        }

        Assert.Equal(50, server.Proxy.Lost);
        Assert.Equal(50, (await ben.Client.Chats.GetAsync(chat.Id, Ct)).MessageCount);
    }

    [Fact]
    public async Task An_answer_lost_anywhere_in_a_change_is_never_our_mistake()
    {
        await using var server = await Server.StartBehindProxyAsync();
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Comings and goings" }, ct: Ct);
        var (members, answers) = (ana.Client.Chats.Members, 0);

        for (var lost = -1; lost < server.Proxy.Lost; answers++)
        {
            var isMember = (await members.ListAsync(chat.Id, ct: Ct)).Items.Any(member => member.User.Id == ben.Id);
            lost = server.Proxy.Lost;
            server.Proxy.LoseAnswers(1, "", after: answers);
            try
            {
                if (isMember) await members.RemoveAsync(chat.Id, ben.Id, Ct);
                else await members.AddAsync(chat.Id, [ben.Id], Ct);
            }
            catch (ApiException e) when (e.Code == "database.unavailable")
            {
                // Before the change was queued: honest, and the next one finds out.
            }
        }

        // Both ways have about as many.
        Assert.InRange(answers, 8, 30);
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
        await server.Proxy.QuietAsync(Ct);
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
