using System.Net;
using BrainMessenger.Client;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>What one's own files take and where they are shown: what a person needs to make room.</summary>
public sealed class StorageTests(Server server) : FileTestBase(server), IAsyncLifetime, IClassFixture<Server>
{
    private Person _ana = null!, _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _ana = await Server.SignUpAsync("Ana");
        _ben = await Server.SignUpAsync("Ben");
    }

    public ValueTask DisposeAsync()
    {
        _ana.Dispose();
        _ben.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Chats_are_listed_by_what_they_take()
    {
        var (team, walks) = (await GroupAsync("Team"), await GroupAsync("Walks"));
        var (small, large) = (await FileAsync(100), await FileAsync(5000));
        await SendAsync(team, small, large);
        await SendAsync(team, large);
        await SendAsync(walks, small);
        await FileAsync(70);

        var storage = await _ana.Client.Files.StorageAsync(largestFirst: true, ct: Ct);

        Assert.Equal([new(team.Id, 5100, 2), new(walks.Id, 100, 1)], storage.Chats);
        Assert.Equal((5170, 3), (storage.Used, storage.Items.Count));
        Assert.Empty((await _ben.Client.Files.StorageAsync(ct: Ct)).Chats);
    }

    [Fact]
    public async Task Files_are_listed_by_their_chat()
    {
        var (team, walks) = (await GroupAsync("Team"), await GroupAsync("Walks"));
        var (first, second) = (await FileAsync(100), await FileAsync(200));
        await SendAsync(team, first, second);
        await SendAsync(team, first);
        await SendAsync(walks, second);

        var ofTeam = await _ana.Client.Files.StorageAsync(largestFirst: true, team.Id, ct: Ct);

        Assert.Equal([second, first], ofTeam.Items.Select(file => file.Id));
        Assert.Equal([second], (await _ana.Client.Files.StorageAsync(chatId: walks.Id, ct: Ct)).Items.Select(file => file.Id));
        Assert.Empty((await _ben.Client.Files.StorageAsync(chatId: team.Id, ct: Ct)).Items);
        Assert.Empty((await _ana.Client.Files.StorageAsync(chatId: Guid.NewGuid(), ct: Ct)).Items);
        Assert.Equal(300, ofTeam.Used);
    }

    [Fact]
    public async Task A_file_is_told_with_the_messages_that_show_it()
    {
        var team = await GroupAsync("Team");
        var (shown, loose) = (await FileAsync(100), await FileAsync(200));
        var first = await SendAsync(team, shown);
        var second = await SendAsync(team, shown);

        var storage = await _ana.Client.Files.StorageAsync(ct: Ct);

        Assert.Equal([new(shown, team.Id, second.Seq), new(shown, team.Id, first.Seq)], storage.Places);
        Assert.Equal([shown], storage.InUse);
        Assert.Equal([loose, shown], storage.Items.Select(file => file.Id));
    }

    [Fact]
    public async Task Deleting_the_messages_of_a_file_frees_its_room()
    {
        var team = await GroupAsync("Team");
        var file = await FileAsync(4000);
        await SendAsync(team, file);
        await SendAsync(team, file);
        await RefusedAsync("file.in_use", () => _ana.Client.Files.DeleteAsync(file, Ct));

        foreach (var place in (await _ana.Client.Files.StorageAsync(ct: Ct)).Places) await _ana.Client.Messages.DeleteAsync(place.ChatId, place.Seq, Ct);

        var storage = await _ana.Client.Files.StorageAsync(ct: Ct);
        Assert.Equal(0, storage.Used);
        Assert.Empty(storage.Items);
        Assert.Empty(storage.Chats);
    }

    [Fact]
    public async Task A_photo_is_in_use_without_a_message()
    {
        var photo = await UploadAsync(_ana, SampleFiles.Png(4, 4), "me.png", "image/png");
        await using (var db = await Server.NewDbAsync())
            await db.Users.Where(u => u.Id == _ana.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.PhotoFileId, photo.Id), Ct);

        var storage = await _ana.Client.Files.StorageAsync(ct: Ct);

        Assert.Equal([photo.Id], storage.InUse);
        Assert.Empty(storage.Places);
    }

    [Fact]
    public async Task What_was_left_behind_in_a_chat_is_still_listed()
    {
        var chat = await _ben.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Theirs", MemberIds = [_ana.Id] }, ct: Ct);
        var file = await FileAsync(100);
        await SendAsync(chat, file);
        await _ana.Client.Chats.Members.LeaveAsync(chat.Id, Ct);

        var storage = await _ana.Client.Files.StorageAsync(chatId: chat.Id, ct: Ct);

        Assert.Equal([file], storage.Items.Select(item => item.Id));
        Assert.Equal(chat.Id, Assert.Single(storage.Places).ChatId);
    }

    [Fact]
    public async Task Files_of_a_chat_come_page_by_page_and_chats_with_the_first_page_of_all()
    {
        var team = await GroupAsync("Team");
        for (var n = 0; n < 6; n++)
        {
            var files = new List<Guid>();
            for (var file = 0; file < 10; file++) files.Add(await FileAsync(1 + (n * 10) + file));
            await SendAsync(team, [.. files]);
        }

        var first = await _ana.Client.Files.StorageAsync(largestFirst: true, team.Id, ct: Ct);
        var second = await _ana.Client.Files.StorageAsync(largestFirst: true, team.Id, first.Next, Ct);

        Assert.Equal(Enumerable.Range(1, 60).Reverse(), first.Items.Concat(second.Items).Select(file => (int)file.Size));
        Assert.Equal((50, 10), (first.Places.Count, second.Places.Count));
        Assert.Null(second.Next);
        Assert.Empty(first.Chats);
        var all = await _ana.Client.Files.StorageAsync(ct: Ct);
        Assert.Equal(60, Assert.Single(all.Chats).Count);
        Assert.Empty((await _ana.Client.Files.StorageAsync(cursor: all.Next, ct: Ct)).Chats);
    }

    [Theory]
    [InlineData("sort=name")]
    [InlineData("sort=")]
    [InlineData("chatId=abc")]
    [InlineData("cursor=abc")]
    [InlineData("cursor=-1_0")]
    [InlineData("cursor=1_abc")]
    public async Task A_malformed_question_is_refused(string query)
    {
        var (status, body) = await CallAsync(_ana, HttpMethod.Get, $"/api/v1/me/storage?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "validation"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Storage_is_told_to_its_owner_only() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/api/v1/me/storage")).StatusCode);

    private Task<Chat> GroupAsync(string name) =>
        _ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = name, MemberIds = [_ben.Id] }, ct: Ct);

    private async Task<Guid> FileAsync(int size) => (await UploadAsync(_ana, SampleFiles.Bytes(size))).Id;

    private Task<Message> SendAsync(Chat chat, params Guid[] files) =>
        _ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = files }, Ct);
}
