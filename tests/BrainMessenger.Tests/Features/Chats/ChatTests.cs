using BrainMessenger.Client;
using BrainMessenger.Tests.Features.Realtime;

namespace BrainMessenger.Tests.Features.Chats;

public sealed class ChatTests(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task A_personal_chat_with_the_same_person_is_the_same_chat_also_in_a_race()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? ana.Client.Chats.PersonalAsync(ben.Id) : ben.Client.Chats.PersonalAsync(ana.Id)));

        Assert.Single(made.Select(c => c.Id).Distinct());
        Assert.Equal("Ben", made[0].Name);
        Assert.Equal(ana.Id, made[1].Peer!.Id);
    }

    [Fact]
    public async Task An_idempotency_key_makes_one_group_and_refuses_another_body()
    {
        using var ana = await server.SignUpAsync("Ana");
        var key = Guid.CreateVersion7();
        var first = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team" }, key);
        var again = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team" }, key);

        Assert.Equal(first.Id, again.Id);
        Assert.Single((await ana.Client.Chats.ListAsync()).Items);
        var other = await Assert.ThrowsAsync<ApiException>(() => ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Other" }, key));
        Assert.Equal("conflict", other.Code);
    }

    [Fact]
    public async Task Newcomers_see_the_past_only_where_the_chat_shows_it()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team" });
        var secret = await ana.Client.Messages.SendAsync(chat.Id, "before");
        await ana.Client.Chats.UpdateAsync(chat.Id, new ChatUpdate { HistoryForNewMembers = false });
        await ana.Client.Chats.Members.AddAsync(chat.Id, [ben.Id]);
        var (socket, _) = await TestSocket.HelloAsync(server, ben);
        await using var own = socket;
        await ana.Client.Messages.EditAsync(chat.Id, secret.Seq, "before, edited");
        await ana.Client.Messages.SendAsync(chat.Id, "after");

        // The change of a message that he may not see reaches him without its data, live and from the log.
        Assert.False((await socket.NextAsync("change", f => f.GetProperty("kind").GetString() == "edit")).TryGetProperty("data", out _));
        var log = await ben.Client.Messages.LogAsync(chat.Id, 0);
        Assert.Equal([3L, 4, 5], log.Entries.Select(e => e.Seq));
        Assert.Null(((Change)log.Entries[1]).Data);
        Assert.Equal(["after"], (await ben.Client.Messages.ListAsync(chat.Id)).Items.Select(m => m.Text));
        var reply = await Assert.ThrowsAsync<ApiException>(() => ben.Client.Messages.SendAsync(chat.Id, "quote", secret.Seq));
        Assert.Equal("validation", reply.Code);
    }

    [Fact]
    public async Task Who_rejoins_sees_both_stays_and_not_what_lay_between()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [ben.Id] });
        await ana.Client.Chats.UpdateAsync(chat.Id, new ChatUpdate { HistoryForNewMembers = false });
        await ana.Client.Messages.SendAsync(chat.Id, "together");
        await ben.Client.Chats.Members.LeaveAsync(chat.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "alone");
        await ana.Client.Chats.Members.AddAsync(chat.Id, [ben.Id]);
        await ana.Client.Messages.SendAsync(chat.Id, "again");

        Assert.Equal(["together", "again"], (await ben.Client.Messages.ListAsync(chat.Id)).Items.Select(m => m.Text));
        Assert.Equal([1L, 2, 5, 6], (await ben.Client.Messages.LogAsync(chat.Id, 0)).Entries.Select(e => e.Seq));
    }

    [Fact]
    public async Task Adding_several_people_is_one_entry_and_adding_them_again_none()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        using var eve = await server.SignUpAsync("Eve");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team" });
        await ana.Client.Chats.Members.AddAsync(chat.Id, [ben.Id, eve.Id]);
        await ana.Client.Chats.Members.AddAsync(chat.Id, [eve.Id, ben.Id]);

        var change = Assert.IsType<Change>(Assert.Single((await eve.Client.Messages.LogAsync(chat.Id, 0)).Entries));
        Assert.Equivalent(new[] { ben.Id, eve.Id }, change.AsMember()!.UserIds);
        Assert.Equal(3, (await ana.Client.Chats.GetAsync(chat.Id)).MemberCount);
    }

    [Fact]
    public async Task Ranks_decide_who_removes_and_promotes_whom()
    {
        using var owner = await server.SignUpAsync("Owner");
        using var admin = await server.SignUpAsync("Admin");
        using var member = await server.SignUpAsync("Member");
        var chat = await owner.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [admin.Id, member.Id] });
        await owner.Client.Chats.Members.SetRoleAsync(chat.Id, admin.Id, Roles.Admin);

        await RefusedAsync("forbidden", () => member.Client.Chats.Members.RemoveAsync(chat.Id, admin.Id));
        await RefusedAsync("forbidden", () => member.Client.Chats.UpdateAsync(chat.Id, new ChatUpdate { Name = "Mine" }));
        await RefusedAsync("forbidden", () => admin.Client.Chats.Members.RemoveAsync(chat.Id, owner.Id));
        await RefusedAsync("forbidden", () => admin.Client.Chats.Members.SetRoleAsync(chat.Id, member.Id, Roles.Owner));
        await RefusedAsync("forbidden", () => admin.Client.Chats.DeleteAsync(chat.Id));
        await RefusedAsync("chat.last_owner", () => owner.Client.Chats.Members.LeaveAsync(chat.Id));
        await RefusedAsync("chat.last_owner", () => owner.Client.Chats.Members.SetRoleAsync(chat.Id, owner.Id, Roles.Member));
        await RefusedAsync("validation", () => owner.Client.Chats.Members.SetRoleAsync(chat.Id, member.Id, "king"));
        await owner.Client.Chats.Members.SetRoleAsync(chat.Id, admin.Id, Roles.Owner);
        await owner.Client.Chats.Members.LeaveAsync(chat.Id);
        await RefusedAsync("not_found", () => owner.Client.Chats.GetAsync(chat.Id));
    }

    [Fact]
    public async Task Deleting_a_group_takes_it_from_everybody_and_empties_it()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [ben.Id] });
        await ana.Client.Messages.SendAsync(chat.Id, "to be gone");
        var (socket, _) = await TestSocket.HelloAsync(server, ben);
        await using var own = socket;
        await ana.Client.Chats.DeleteAsync(chat.Id);

        await socket.NextAsync("me", f => f.GetProperty("data").GetProperty("state").GetString() == "gone");
        await RefusedAsync("not_found", () => ben.Client.Messages.ListAsync(chat.Id));
        await Eventually.TrueAsync(async () =>
        {
            await using var db = await server.NewDbAsync();
            return !db.Messages.Any(m => m.ChatId == chat.Id) && !db.Chats.Any(c => c.Id == chat.Id);
        });
    }

    [Fact]
    public async Task The_list_is_pinned_first_then_newest_and_searchable()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Борис");
        var personal = await ana.Client.Chats.PersonalAsync(ben.Id);
        var old = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Old plans" });
        var busy = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Busy" });
        await ana.Client.Messages.SendAsync(old.Id, "1");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await ana.Client.Messages.SendAsync(busy.Id, "2");
        await ana.Client.Chats.PinAsync(personal.Id);

        Assert.Equal([personal.Id, busy.Id, old.Id], (await ana.Client.Chats.ListAsync()).Items.Select(c => c.Id));
        Assert.Equal([old.Id], (await ana.Client.Chats.ListAsync(query: "PLANS")).Items.Select(c => c.Id));
        Assert.Equal([personal.Id], (await ana.Client.Chats.ListAsync(query: "борис")).Items.Select(c => c.Id));
        await ana.Client.Chats.ArchiveAsync(old.Id);
        Assert.Equal([old.Id], (await ana.Client.Chats.ListAsync(archived: true)).Items.Select(c => c.Id));
        Assert.Equal(2, (await ana.Client.Chats.ListAsync()).Items.Count);
    }

    [Fact]
    public async Task A_chat_that_one_is_not_in_does_not_exist()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        using var eve = await server.SignUpAsync("Eve");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "private");
        var (chats, messages) = (eve.Client.Chats, eve.Client.Messages);

        foreach (var attempt in new Func<Task>[]
        {
            () => chats.GetAsync(chat.Id),
            () => chats.UpdateAsync(chat.Id, new ChatUpdate { Name = "x" }),
            () => chats.DeleteAsync(chat.Id),
            () => chats.ArchiveAsync(chat.Id),
            () => chats.PinAsync(chat.Id),
            () => chats.MuteAsync(chat.Id),
            () => chats.MarkReadAsync(chat.Id, 1),
            () => chats.Members.ListAsync(chat.Id),
            () => chats.Members.AddAsync(chat.Id, [eve.Id]),
            () => chats.Members.RemoveAsync(chat.Id, ben.Id),
            () => chats.Members.SetRoleAsync(chat.Id, eve.Id, Roles.Owner),
            () => messages.ListAsync(chat.Id),
            () => messages.LogAsync(chat.Id, 0),
            () => messages.SendAsync(chat.Id, "x"),
            () => messages.EditAsync(chat.Id, 1, "x"),
            () => messages.DeleteAsync(chat.Id, 1),
            () => messages.ReactAsync(chat.Id, 1, "👍"),
        })
            await RefusedAsync("not_found", attempt);
        Assert.Empty((await messages.LogsAsync(new Dictionary<Guid, long> { [chat.Id] = 0 })).Chats);
    }

    private static async Task RefusedAsync(string code, Func<Task> attempt) => Assert.Equal(code, (await Assert.ThrowsAsync<ApiException>(attempt)).Code);
}
