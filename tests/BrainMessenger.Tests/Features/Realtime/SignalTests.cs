using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Realtime;

/// <summary>What passes between people beside the log: read marks, typing, presence, the private log.</summary>
public sealed class SignalTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task All_other_sockets_of_the_sender_see_the_message_too()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var (laptop, _) = await TestSocket.HelloAsync(server, ana);
        var (phone, _) = await TestSocket.HelloAsync(server, ana);
        await using var first = laptop;
        await using var second = phone;
        var cid = Guid.CreateVersion7();
        await laptop.SendAsync(new { type = "send", cid, chatId = chat.Id, text = "hi" });

        Assert.Equal(cid, (await laptop.NextAsync("ack")).GetProperty("cid").GetGuid());
        Assert.Equal(cid, (await phone.NextAsync("message")).GetProperty("cid").GetGuid());
        Assert.DoesNotContain(await laptop.UntilPongAsync(), f => f.GetProperty("type").GetString() == "message");
    }

    [Fact]
    public async Task Reading_moves_the_mark_for_the_other_and_the_unread_count()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "one");
        await ana.Client.Messages.SendAsync(chat.Id, "two");
        var (anas, _) = await TestSocket.HelloAsync(server, ana);
        var (bens, _) = await TestSocket.HelloAsync(server, ben);
        await using var first = anas;
        await using var second = bens;
        Assert.Equal(2, (await ben.Client.Chats.GetAsync(chat.Id)).Unread);

        await bens.SendAsync(new { type = "read", chatId = chat.Id, seq = 2 });
        var read = await anas.NextAsync("read");

        Assert.Equal((ben.Id, 2L), (read.GetProperty("userId").GetGuid(), read.GetProperty("seq").GetInt64()));
        Assert.Equal("read", (await bens.NextAsync("me", f => f.GetProperty("kind").GetString() == "read")).GetProperty("kind").GetString());
        Assert.Equal(0, (await ben.Client.Chats.GetAsync(chat.Id)).Unread);
        Assert.Equal(2, (await ana.Client.Chats.GetAsync(chat.Id)).OthersReadSeq);
    }

    [Fact]
    public async Task Joining_is_not_reading_and_leaving_takes_no_reading_back()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        using var cleo = await server.SignUpAsync("Cleo");
        var chat = await ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Readers", MemberIds = [ben.Id] });
        await ana.Client.Messages.SendAsync(chat.Id, "one");
        await ReadAsync(ben, 1);
        Assert.Equal(1, (await ana.Client.Chats.GetAsync(chat.Id)).OthersReadSeq);

        await ana.Client.Messages.SendAsync(chat.Id, "two");
        await ana.Client.Chats.Members.AddAsync(chat.Id, [cleo.Id]);
        await ben.Client.Chats.Members.LeaveAsync(chat.Id);
        Assert.Equal(1, (await ana.Client.Chats.GetAsync(chat.Id)).OthersReadSeq);

        await ana.Client.Messages.SendAsync(chat.Id, "three");
        var head = (await ana.Client.Chats.GetAsync(chat.Id)).LastSeq;
        await ReadAsync(cleo, head);
        Assert.Equal(head, (await ana.Client.Chats.GetAsync(chat.Id)).OthersReadSeq);

        // Marks are written once a second; who asks for his chat has his own written first.
        async Task ReadAsync(Person reader, long seq)
        {
            await reader.Client.Chats.MarkReadAsync(chat.Id, seq);
            await reader.Client.Chats.GetAsync(chat.Id);
        }
    }

    [Fact]
    public async Task A_mark_never_moves_back_and_never_beyond_the_head()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        for (var i = 0; i < 3; i++) await ana.Client.Messages.SendAsync(chat.Id, $"{i}");
        await ben.Client.Chats.MarkReadAsync(chat.Id, 1000);
        Assert.Equal(3, (await ben.Client.Chats.GetAsync(chat.Id)).ReadSeq);
        await ben.Client.Chats.MarkReadAsync(chat.Id, 1);

        Assert.Equal((3L, 0L), ((await ben.Client.Chats.GetAsync(chat.Id)).ReadSeq, (await ben.Client.Chats.GetAsync(chat.Id)).Unread));
    }

    [Fact]
    public async Task Ones_own_sends_are_never_unread()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var (socket, _) = await TestSocket.HelloAsync(server, ana);
        await using var own = socket;
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync(new { type = "send", cid = Guid.CreateVersion7(), chatId = chat.Id, text = $"{i}" });
            await socket.NextAsync("ack");
        }

        await ana.Client.Messages.SendAsync(chat.Id, "by REST");
        Assert.Equal(0, (await ana.Client.Chats.GetAsync(chat.Id)).Unread);
        await ben.Client.Messages.SendAsync(chat.Id, "answer");
        await ana.Client.Messages.SendAsync(chat.Id, "without having read");
        Assert.Equal(2, (await ana.Client.Chats.GetAsync(chat.Id)).Unread);
    }

    [Fact]
    public async Task Typing_reaches_the_others_of_the_chat_only()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        using var eve = await server.SignUpAsync("Eve");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var (anas, _) = await TestSocket.HelloAsync(server, ana);
        var (bens, _) = await TestSocket.HelloAsync(server, ben);
        var (eves, _) = await TestSocket.HelloAsync(server, eve);
        await using var first = anas;
        await using var second = bens;
        await using var third = eves;
        await eves.SendAsync(new { type = "typing", chatId = chat.Id });
        await anas.SendAsync(new { type = "typing", chatId = chat.Id });

        Assert.Equal(ana.Id, (await bens.NextAsync("typing")).GetProperty("userId").GetGuid());
        Assert.Empty(await bens.UntilPongAsync());
        Assert.Empty(await eves.UntilPongAsync());
        Assert.Empty(await anas.UntilPongAsync());
    }

    [Fact]
    public async Task Presence_is_told_at_once_and_on_change()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var (anas, _) = await TestSocket.HelloAsync(server, ana);
        await using var first = anas;
        await anas.SendAsync(new { type = "watch", userIds = new[] { ben.Id } });
        Assert.Equal("offline", (await anas.NextAsync("presence")).GetProperty("state").GetString());

        var (bens, _) = await TestSocket.HelloAsync(server, ben);
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("online", (await anas.NextAsync("presence")).GetProperty("state").GetString());
        await bens.SendAsync(new { type = "presence", state = "away" });
        Assert.Empty(await bens.UntilPongAsync());
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("away", (await anas.NextAsync("presence")).GetProperty("state").GetString());
        await bens.DisposeAsync();
        await Eventually.TrueAsync(async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(6));
            return (await ana.Client.Users.GetAsync(ben.Id)).LastSeen is not null;
        });
        Assert.Equal("offline", (await anas.NextAsync("presence")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Another_device_learns_of_new_archived_pinned_and_muted_chats()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var (phone, ready) = await TestSocket.HelloAsync(server, ana);
        await using var own = phone;
        var chat = await ben.Client.Chats.PersonalAsync(ana.Id);
        await ana.Client.Chats.ArchiveAsync(chat.Id);
        await ana.Client.Chats.PinAsync(chat.Id);
        await ana.Client.Chats.MuteAsync(chat.Id);

        foreach (var kind in new[] { "chat", "archived", "pinned", "muted" })
            Assert.Equal(chat.Id, (await phone.NextAsync("me", f => f.GetProperty("kind").GetString() == kind)).GetProperty("chatId").GetGuid());
        var log = await ana.Client.Me.LogAsync(ready.GetProperty("meHead").GetInt64());
        Assert.Equal(["chat", "archived", "pinned", "muted"], log.Entries.Select(e => e.Kind));
        Assert.Equal(log.HeadSeq, log.Entries[^1].Seq);
    }
}
