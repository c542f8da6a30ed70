using System.Net;
using BrainMessenger.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using FileLimits = BrainMessenger.Server.Features.Files.FileLimits;

namespace BrainMessenger.Tests.Features.Files;

public sealed class FileRightsTests(Server server) : FileTestBase(server), IAsyncLifetime, IClassFixture<Server>
{
    private Person _ana = null!, _ben = null!, _eve = null!;

    public async ValueTask InitializeAsync()
    {
        _ana = await Server.SignUpAsync("Ana");
        _ben = await Server.SignUpAsync("Ben");
        _eve = await Server.SignUpAsync("Eve");
    }

    public ValueTask DisposeAsync()
    {
        _ana.Dispose();
        _ben.Dispose();
        _eve.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_is_its_owners_alone_until_it_is_sent()
    {
        var file = await UploadAsync(_ana, SampleFiles.Png(4, 4), "a.png", "image/png");

        await AssertHiddenAsync(_ben, file.Id);
        var upload = await ReserveAsync(_ana, 10);
        await RefusedAsync("not_found", () => _ben.Client.Files.PartsAsync(upload.Id, Ct));
        await RefusedAsync("not_found", () => _ben.Client.Files.CompleteAsync(upload.Id, ct: Ct));
        await RefusedAsync("not_found", () => _ben.Client.Files.DeleteAsync(upload.Id, Ct));
        await RefusedAsync("not_found", () => _ben.Client.Files.LinkAsync(Guid.NewGuid(), ct: Ct));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync($"/api/v1/files/{file.Id}/link")).StatusCode);
    }

    [Fact]
    public async Task Members_see_a_files_message_and_strangers_do_not()
    {
        var (chat, file, message) = await SentAsync();

        Assert.Equal(file.Id, Assert.Single(message.Files).Id);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(_ben, file.Id)).StatusCode);
        await AssertHiddenAsync(_eve, file.Id);

        await _ana.Client.Chats.Members.RemoveAsync(chat.Id, _ben.Id, Ct);
        await AssertHiddenAsync(_ben, file.Id);
    }

    [Fact]
    public async Task A_link_that_a_former_member_still_has_ends_soon()
    {
        await using var own = await Server.StartAsync(services => services.AddSingleton(new FileLimits { ReadLink = TimeSpan.FromSeconds(2) }));
        using var ana = await own.SignUpAsync("Ana");
        using var ben = await own.SignUpAsync("Ben");
        var file = await UploadAsync(ana, SampleFiles.Png(4, 4), "a.png", "image/png");
        var chat = await ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Ferries", MemberIds = [ben.Id] }, ct: Ct);
        await ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [file.Id] }, Ct);
        var link = await ben.Client.Files.LinkAsync(file.Id, ct: Ct);
        Assert.Equal(HttpStatusCode.OK, (await own.Http.GetAsync(link.Url, Ct)).StatusCode);

        await ana.Client.Chats.Members.RemoveAsync(chat.Id, ben.Id, Ct);

        Assert.InRange(new FileLimits().ReadLink, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        await RefusedAsync("not_found", () => ben.Client.Files.LinkAsync(file.Id, ct: Ct));
        own.Clock.Advance(TimeSpan.FromSeconds(3));
        await UntilAsync(async () => (await own.Http.GetAsync(link.Url, Ct)).StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_newcomer_does_not_see_files_of_before()
    {
        var (chat, file, _) = await SentAsync();
        await _ana.Client.Chats.UpdateAsync(chat.Id, new() { HistoryForNewMembers = false }, Ct);

        await _ana.Client.Chats.Members.AddAsync(chat.Id, [_eve.Id], Ct);

        await AssertHiddenAsync(_eve, file.Id);
        Assert.Empty((await MediaAsync(_eve, chat.Id)).Items);
        Assert.Single((await MediaAsync(_ben, chat.Id)).Items);
    }

    [Fact]
    public async Task A_deleted_message_hides_its_file()
    {
        var (chat, file, message) = await SentAsync();

        await _ana.Client.Messages.DeleteAsync(chat.Id, message.Seq, Ct);

        await AssertHiddenAsync(_ben, file.Id);
        Assert.Empty((await MediaAsync(_ben, chat.Id)).Items);
    }

    [Fact]
    public async Task A_sent_file_goes_with_its_message_and_not_before()
    {
        var (chat, file, message) = await SentAsync();

        await RefusedAsync("file.in_use", () => _ana.Client.Files.DeleteAsync(file.Id, Ct));
        await _ana.Client.Messages.DeleteAsync(chat.Id, message.Seq, Ct);

        await AssertHiddenAsync(_ana, file.Id);
    }

    [Fact]
    public async Task A_small_picture_has_the_rights_and_the_life_of_its_original()
    {
        var original = await UploadAsync(_ana, SampleFiles.Png(2000, 1000), "a.png", "image/png");
        Assert.False(original.HasThumbnail);
        var small = await UploadAsync(_ana, SampleFiles.Png(200, 100), "a-small.png", "image/png", thumbnailOf: original.Id);
        await RefusedAsync("file.has_thumbnail", () => UploadAsync(_ana, SampleFiles.Png(20, 10), "b.png", "image/png", thumbnailOf: original.Id));
        await RefusedAsync("file.in_use", () => _ana.Client.Files.DeleteAsync(small.Id, Ct));
        await AssertHiddenAsync(_ben, small.Id);
        await RefusedAsync("not_found", () => _ben.Client.Files.LinkAsync(original.Id, thumbnail: true, ct: Ct));

        var chat = await _ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Team", MemberIds = [_ben.Id] }, ct: Ct);
        var message = await _ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [original.Id] }, Ct);

        Assert.True(Assert.Single(message.Files).HasThumbnail);
        Assert.Equal(SampleFiles.Png(200, 100), await (await ReadAsync(_ben, original.Id, thumbnail: true)).Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(_ben, small.Id)).StatusCode);
        await RefusedAsync("not_found", () => _eve.Client.Files.LinkAsync(original.Id, thumbnail: true, ct: Ct));
    }

    [Fact]
    public async Task A_small_picture_is_a_picture_for_ones_own_file()
    {
        var original = await UploadAsync(_ana, SampleFiles.Mp4(), "a.mp4", "video/mp4");

        await RefusedAsync("not_found", () => UploadAsync(_ben, SampleFiles.Png(2, 2), "a.png", "image/png", thumbnailOf: original.Id));
        await RefusedAsync("file.type_mismatch", () => UploadAsync(_ana, SampleFiles.Html(), "a.html", "text/html", thumbnailOf: original.Id));
        await RefusedAsync("validation", () => _ana.Client.Files.ReserveAsync(new() { Name = "a", Size = 5_000_000, ContentType = "image/png", ThumbnailOf = original.Id }, ct: Ct));
        await RefusedAsync("not_found", () => _ana.Client.Files.LinkAsync(original.Id, thumbnail: true, ct: Ct));
    }

    [Fact]
    public async Task Photos_are_seen_by_those_who_see_the_person_or_the_chat()
    {
        var own = await UploadAsync(_ana, SampleFiles.Png(4, 4), "me.png", "image/png");
        var team = await UploadAsync(_ana, SampleFiles.Png(5, 5), "team.png", "image/png");
        var chat = await _ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Team", MemberIds = [_ben.Id] }, ct: Ct);
        await _ana.Client.Chats.UpdateAsync(chat.Id, new() { PhotoFileId = team.Id }, Ct);
        await using (var db = await Server.NewDbAsync())
            await db.Users.Where(u => u.Id == _ana.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.PhotoFileId, own.Id), Ct);

        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(_eve, own.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(_ben, team.Id)).StatusCode);
        await AssertHiddenAsync(_eve, team.Id);
        await RefusedAsync("file.in_use", () => _ana.Client.Files.DeleteAsync(own.Id, Ct));
        await RefusedAsync("file.in_use", () => _ana.Client.Files.DeleteAsync(team.Id, Ct));
    }

    [Fact]
    public async Task Media_come_newest_first_by_kind_and_page_by_page()
    {
        var chat = await _ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Team", MemberIds = [_ben.Id] }, ct: Ct);
        var photo = await UploadAsync(_ana, SampleFiles.Png(4, 4), "a.png", "image/png");
        var paper = await UploadAsync(_ana, [1, 2, 3], "a.bin");
        for (var message = 0; message < 27; message++)
            await _ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [photo.Id, paper.Id] }, Ct);

        var first = await MediaAsync(_ben, chat.Id);
        var second = await MediaAsync(_ben, chat.Id, first.Next);

        Assert.Equal((50, 4, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(Enumerable.Range(1, 27).Reverse().SelectMany(seq => new[] { seq, seq }), first.Items.Concat(second.Items).Select(item => (int)item.Seq));
        Assert.Equal(27, (await CallAsync(_ben, HttpMethod.Get, $"/api/v1/chats/{chat.Id}/media?kind=photo")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(_eve, HttpMethod.Get, $"/api/v1/chats/{chat.Id}/media")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(_ben, HttpMethod.Get, $"/api/v1/chats/{chat.Id}/media?kind=virus")).Status);
    }

    private async Task<(Chat Chat, StoredFile File, Message Message)> SentAsync()
    {
        var chat = await _ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Team", MemberIds = [_ben.Id] }, ct: Ct);
        var file = await UploadAsync(_ana, SampleFiles.Png(4, 4), "a.png", "image/png");
        var message = await _ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [file.Id] }, Ct);
        return (chat, file, message);
    }

    private async Task AssertHiddenAsync(Person person, Guid fileId)
    {
        await RefusedAsync("not_found", () => person.Client.Files.LinkAsync(fileId, ct: Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(person, HttpMethod.Get, $"/api/v1/files/{fileId}")).Status);
    }

    private async Task<(List<(long Seq, Guid FileId)> Items, string? Next)> MediaAsync(Person person, Guid chatId, string? cursor = null)
    {
        var (status, body) = await CallAsync(person, HttpMethod.Get, $"/api/v1/chats/{chatId}/media" + (cursor is null ? "" : "?cursor=" + cursor));
        Assert.Equal(HttpStatusCode.OK, status);
        return ([.. body.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("seq").GetInt64(), item.GetProperty("file").GetProperty("id").GetGuid()))],
            body.TryGetProperty("next", out var next) ? next.GetString() : null);
    }
}
