using BrainMessenger.Client;
using BrainMessenger.Tests.Features.Realtime;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>What people see of a log whose database misbehaves.</summary>
public sealed class LogFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_answered_and_delivered_once()
    {
        var (server, store) = await FaultyLogStore.StartAsync();
        await using var _ = server;
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await using var sender = (await TestSocket.HelloAsync(server, ana)).Socket;
        await using var reader = (await TestSocket.HelloAsync(server, ben)).Socket;
        store.LoseAnswers(3);

        await sender.SendAsync(new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text = "hello" });
        var ack = await sender.NextAsync("ack");
        var message = await reader.NextAsync("message");

        Assert.Equal(4, store.Runs);
        Assert.Equal((1L, 1L), (ack.GetProperty("seq").GetInt64(), message.GetProperty("seq").GetInt64()));
        Assert.DoesNotContain(await reader.UntilPongAsync(), frame => frame.GetProperty("type").GetString() == "message");
        Assert.Single((await ben.Client.Messages.ListAsync(chat.Id)).Items);
    }

    [Fact]
    public async Task A_change_whose_commit_was_not_answered_happens_once_and_everybody_is_told()
    {
        var (server, commits) = await LostCommits.StartAsync();
        await using var _ = server;
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        using var eve = await server.SignUpAsync("Eve");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [ben.Id, eve.Id] });
        var message = await ana.Client.Messages.SendAsync(chat.Id, "hello");
        await using var reader = (await TestSocket.HelloAsync(server, ben)).Socket;

        commits.LoseAnswers(1);
        await ana.Client.Messages.ReactAsync(chat.Id, message.Seq, "👍");
        commits.LoseAnswers(1);
        await ana.Client.Chats.Members.RemoveAsync(chat.Id, eve.Id);

        var frames = (await reader.UntilPongAsync()).Where(frame => frame.GetProperty("type").GetString() == "change");
        Assert.Equal([(2L, "reaction"), (3L, "member")], frames.Select(f => (f.GetProperty("seq").GetInt64(), f.GetProperty("kind").GetString()!)));
        Assert.Equal(3, (await ben.Client.Messages.LogAsync(chat.Id, 0)).Entries.Count);
    }

    [Fact]
    public async Task A_send_that_the_database_does_not_decide_is_answered_busy_and_its_repeat_with_what_was_stored()
    {
        var (server, store) = await FaultyLogStore.StartAsync();
        await using var _ = server;
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await using var sender = (await TestSocket.HelloAsync(server, ana)).Socket;
        await using var reader = (await TestSocket.HelloAsync(server, ben)).Socket;
        var send = new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text = "hello" };
        store.Stand();
        await sender.SendAsync(send);
        await Wait.UntilAsync(() => store.Runs == 1, "the send to reach the database", Ct);

        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var refused = await sender.NextAsync("error");
        store.GoOn();
        await reader.NextAsync("message");
        await sender.SendAsync(send);
        var ack = await sender.NextAsync("ack");

        Assert.Equal(("busy", 2), (refused.GetProperty("code").GetString(), refused.GetProperty("retryAfter").GetInt32()));
        Assert.Equal(1, ack.GetProperty("seq").GetInt64());
        Assert.Single((await ben.Client.Messages.ListAsync(chat.Id)).Items);
    }

    [Fact]
    public async Task One_message_that_cannot_be_stored_fails_alone()
    {
        var (server, store) = await FaultyLogStore.StartAsync();
        await using var _ = server;
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        store.Poison = "poison";
        store.Stand();
        // The first stands alone in its batch; the others gather behind it.
        var first = ana.Client.Messages.SendAsync(chat.Id, "first");
        await Wait.UntilAsync(() => store.Runs == 1, "the first send to reach the database", Ct);
        await using var sender = (await TestSocket.HelloAsync(server, ana)).Socket;
        foreach (var text in new[] { "a", "b", "poison", "c", "d" })
            await sender.SendAsync(new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text });
        await sender.UntilPongAsync();
        store.GoOn();
        await first;

        var refused = await sender.NextAsync("error");
        Assert.Equal("internal", refused.GetProperty("code").GetString());
        await Eventually.TrueAsync(async () => (await ben.Client.Messages.ListAsync(chat.Id)).Items.Count == 5);
        Assert.Equal(["first", "a", "b", "c", "d"], (await ben.Client.Messages.ListAsync(chat.Id)).Items.Select(m => m.Text));
    }
}
