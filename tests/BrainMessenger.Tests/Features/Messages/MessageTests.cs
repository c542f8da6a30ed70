using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Messages;

public sealed class MessageTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task A_retried_send_stores_one_message()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var send = new NewMessage { Cid = Guid.CreateVersion7(), Text = "hello" };

        var first = await ana.Client.Messages.SendAsync(chat.Id, send);
        var retry = await ana.Client.Messages.SendAsync(chat.Id, send);

        Assert.Equal((first.Seq, first.Ordinal, first.At), (retry.Seq, retry.Ordinal, retry.At));
        var only = Assert.Single((await ben.Client.Messages.ListAsync(chat.Id)).Items);
        Assert.Equal(("hello", 1L, 1L), (only.Text, only.Seq, only.Ordinal));
    }

    [Fact]
    public async Task A_cid_that_was_used_for_another_text_is_refused()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var cid = Guid.CreateVersion7();
        await ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = cid, Text = "one" });

        var refused = await Assert.ThrowsAsync<ApiException>(() => ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = cid, Text = "other" }));

        Assert.Equal("cid.reused", refused.Code);
    }

    [Fact]
    public async Task Changes_and_messages_share_one_dense_log()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [ben.Id] });
        var sent = await ana.Client.Messages.SendAsync(chat.Id, "one");
        await ana.Client.Messages.EditAsync(chat.Id, sent.Seq, "uno");
        await ben.Client.Messages.ReactAsync(chat.Id, sent.Seq, "👍");
        await ben.Client.Messages.SendAsync(chat.Id, "two");
        await ana.Client.Messages.DeleteAsync(chat.Id, sent.Seq);

        var log = await ben.Client.Messages.LogAsync(chat.Id, 0);

        Assert.Equal([1L, 2, 3, 4, 5], log.Entries.Select(e => e.Seq));
        Assert.Equal(["message", "edit", "reaction", "message", "delete"], log.Entries.Select(e => e is Change c ? c.Kind : "message"));
        // The text of what was deleted is nowhere any more, the edit's data included.
        Assert.Null(((Change)log.Entries[1]).AsEdit());
        Assert.Equal("", ((Message)log.Entries[0]).Text);
    }

    [Fact]
    public async Task What_changes_nothing_writes_no_entry()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var sent = await ana.Client.Messages.SendAsync(chat.Id, "same");
        await ana.Client.Messages.EditAsync(chat.Id, sent.Seq, "same");
        await ana.Client.Messages.ReactAsync(chat.Id, sent.Seq, "👍");
        await ana.Client.Messages.ReactAsync(chat.Id, sent.Seq, "👍");
        await ben.Client.Messages.UnreactAsync(chat.Id, sent.Seq, "👍");

        Assert.Equal(2, (await ana.Client.Messages.LogAsync(chat.Id, 0)).HeadSeq);
    }

    [Fact]
    public async Task A_socket_gets_what_others_send_and_an_ack_for_its_own()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await using var anasSocket = new ChatSocket(ana.Client);
        await using var bensSocket = new ChatSocket(ben.Client);
        using var heard = bensSocket.Listen();
        await anasSocket.StartAsync();
        await bensSocket.StartAsync();

        var acked = await anasSocket.SendAsync(chat.Id, "over the wire");

        Assert.Equal((1L, 1L), (acked.Seq, acked.Ordinal));
        await foreach (var next in heard)
            if (next is EntryEvent { Entry: Message message })
            {
                Assert.Equal("over the wire", message.Text);
                return;
            }
    }

    [Fact]
    public async Task Who_was_removed_sees_the_chat_no_more()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [ben.Id] });
        await ana.Client.Chats.Members.RemoveAsync(chat.Id, ben.Id);

        Assert.Equal("not_found", (await Assert.ThrowsAsync<ApiException>(() => ben.Client.Chats.GetAsync(chat.Id))).Code);
        Assert.Equal("not_found", (await Assert.ThrowsAsync<ApiException>(() => ben.Client.Messages.SendAsync(chat.Id, "still here?"))).Code);
        Assert.Empty((await ben.Client.Chats.ListAsync()).Items);
    }
}
