using System.Net;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>A chat's files and links, as its gallery and its viewer ask for them.</summary>
public sealed class MediaTests(Server server) : FileTestBase(server), IAsyncLifetime, IClassFixture<Server>
{
    private Person _ana = null!, _ben = null!, _eve = null!;
    private Chat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _ana = await Server.SignUpAsync("Ana");
        _ben = await Server.SignUpAsync("Ben");
        _eve = await Server.SignUpAsync("Eve");
        _chat = await _ana.Client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Team", MemberIds = [_ben.Id] }, ct: Ct);
    }

    public ValueTask DisposeAsync()
    {
        _ana.Dispose();
        _ben.Dispose();
        _eve.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Links_come_newest_first_with_their_text()
    {
        var first = await SayAsync("Look: https://example.org/a, and http://example.org/b.");
        await SayAsync("No address here, not even at example.org");
        var second = await SayAsync("(https://en.example.org/Set_(mathematics)) HTTPS://EXAMPLE.ORG/C https://example.org/é");

        var links = await _ben.Client.Files.LinksAsync(_chat.Id, ct: Ct);

        Assert.Equal([second.Seq, first.Seq], links.Items.Select(link => link.Seq));
        Assert.Equal((_ana.Id, first.Text, first.At), (links.Items[1].SenderId, links.Items[1].Text, links.Items[1].At));
        Assert.Equal(["https://example.org/a", "http://example.org/b"], links.Items[1].Addresses);
        Assert.Equal(["https://en.example.org/Set_(mathematics)", "HTTPS://EXAMPLE.ORG/C", "https://example.org/é"], links.Items[0].Addresses);
        Assert.Null(links.Next);
    }

    [Theory]
    [InlineData("ftp://example.org/a")]
    [InlineData("https://")]
    [InlineData("xhttps://example.org")]
    [InlineData("javascript://example.org/%0aalert(1)")]
    [InlineData("file:///etc/passwd")]
    public async Task What_is_no_web_address_is_no_link(string text)
    {
        await SayAsync(text);

        Assert.Empty((await _ben.Client.Files.LinksAsync(_chat.Id, ct: Ct)).Items);
    }

    [Fact]
    public async Task An_address_that_is_said_twice_is_listed_once()
    {
        await SayAsync("https://example.org/a or https://example.org/a!");

        Assert.Equal(["https://example.org/a"], Assert.Single((await _ben.Client.Files.LinksAsync(_chat.Id, ct: Ct)).Items).Addresses);
    }

    [Fact]
    public async Task Links_follow_edits_and_deletions()
    {
        var gone = await SayAsync("https://example.org/gone");
        var changed = await SayAsync("https://example.org/before");
        var plain = await SayAsync("plain");

        await _ana.Client.Messages.DeleteAsync(_chat.Id, gone.Seq, Ct);
        await _ana.Client.Messages.EditAsync(_chat.Id, changed.Seq, "nothing any more", Ct);
        await _ana.Client.Messages.EditAsync(_chat.Id, plain.Seq, "now https://example.org/after", Ct);

        var link = Assert.Single((await _ben.Client.Files.LinksAsync(_chat.Id, ct: Ct)).Items);
        Assert.Equal((plain.Seq, "https://example.org/after"), (link.Seq, Assert.Single(link.Addresses)));
    }

    [Fact]
    public async Task Links_are_seen_by_members_and_by_newcomers_from_their_arrival_on()
    {
        await SayAsync("https://example.org/before");
        await RefusedAsync("not_found", () => _eve.Client.Files.LinksAsync(_chat.Id, ct: Ct));
        await _ana.Client.Chats.UpdateAsync(_chat.Id, new() { HistoryForNewMembers = false }, Ct);
        await _ana.Client.Chats.Members.AddAsync(_chat.Id, [_eve.Id], Ct);
        await SayAsync("https://example.org/during");
        await _eve.Client.Chats.Members.LeaveAsync(_chat.Id, Ct);
        await SayAsync("https://example.org/away");
        await RefusedAsync("not_found", () => _eve.Client.Files.LinksAsync(_chat.Id, ct: Ct));
        await _ana.Client.Chats.Members.AddAsync(_chat.Id, [_eve.Id], Ct);
        await SayAsync("https://example.org/again");

        Assert.Equal(["https://example.org/again", "https://example.org/during"], (await AllLinksAsync(_eve)).SelectMany(link => link.Addresses));
        Assert.Equal(4, (await AllLinksAsync(_ben)).Count);
    }

    [Fact]
    public async Task Links_come_page_by_page_past_texts_that_only_look_like_one()
    {
        for (var n = 0; n < 120; n++) await SayAsync(n is >= 40 and < 100 ? $"ftp://example.org/{n}" : $"https://example.org/{n}");

        var links = await AllLinksAsync(_ben);

        Assert.Equal(Enumerable.Range(100, 20).Reverse().Concat(Enumerable.Range(0, 40).Reverse()).Select(n => $"https://example.org/{n}"), links.SelectMany(link => link.Addresses));
        var onwards = await _ben.Client.Files.LinksAsync(_chat.Id, range: new(From: links[^2].Seq, OldestFirst: true), ct: Ct);
        Assert.Equal(links[^2].Seq, onwards.Items[0].Seq);
    }

    [Fact]
    public async Task Files_are_listed_from_a_message_on_in_both_directions()
    {
        var photo = await UploadAsync(_ana, SampleFiles.Png(4, 4), "a.png", "image/png");
        var film = await UploadAsync(_ana, SampleFiles.Mp4(), "a.mp4", "video/mp4");
        var paper = await UploadAsync(_ana, [1, 2, 3], "a.bin");
        for (var n = 0; n < 60; n++) await SendAsync(n % 2 == 0 ? [photo.Id, paper.Id] : [film.Id]);
        const string Kinds = $"{FileKinds.Photo},{FileKinds.Video}";

        var back = await _ben.Client.Files.MediaAsync(_chat.Id, Kinds, range: new(From: 10), ct: Ct);
        var onwards = await _ben.Client.Files.MediaAsync(_chat.Id, Kinds, range: new(From: 9, OldestFirst: true), ct: Ct);
        var rest = await _ben.Client.Files.MediaAsync(_chat.Id, Kinds, onwards.Next, new(OldestFirst: true), Ct);

        Assert.Equal(Enumerable.Range(1, 10).Reverse(), back.Items.Select(item => (int)item.Seq));
        Assert.Equal(Enumerable.Range(9, 52), onwards.Items.Concat(rest.Items).Select(item => (int)item.Seq));
        Assert.DoesNotContain(onwards.Items, item => item.File.Id == paper.Id);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Files_of_one_message_keep_their_order_in_both_directions()
    {
        var files = new List<Guid>();
        for (var n = 0; n < 3; n++) files.Add((await UploadAsync(_ana, SampleFiles.Png(4, 4 + n), $"{n}.png", "image/png")).Id);
        await SendAsync([.. files]);

        Assert.Equal(files, (await _ben.Client.Files.MediaAsync(_chat.Id, FileKinds.Photo, ct: Ct)).Items.Select(item => item.File.Id));
        Assert.Equal(files, (await _ben.Client.Files.MediaAsync(_chat.Id, FileKinds.Photo, range: new(OldestFirst: true), ct: Ct)).Items.Select(item => item.File.Id));
    }

    [Theory]
    [InlineData("kind=virus")]
    [InlineData("kind=")]
    [InlineData("kind=photo,link")]
    [InlineData("kind=photo,,video")]
    [InlineData("order=upwards")]
    [InlineData("from=0")]
    [InlineData("from=-1")]
    [InlineData("from=abc")]
    [InlineData("from=99999999999999999999")]
    [InlineData("cursor=abc")]
    [InlineData("cursor=1_2_3")]
    [InlineData("cursor=-1_0")]
    [InlineData("kind=link&cursor=x_0")]
    public async Task A_malformed_question_is_refused(string query)
    {
        var (status, body) = await CallAsync(_ben, HttpMethod.Get, $"/api/v1/chats/{_chat.Id}/media?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "validation"), (status, body.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("photo")]
    [InlineData("link")]
    public async Task Media_of_a_chat_that_one_does_not_see_are_not_found(string kind)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(_eve, HttpMethod.Get, $"/api/v1/chats/{_chat.Id}/media?kind={kind}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(_ana, HttpMethod.Get, $"/api/v1/chats/{Guid.NewGuid()}/media?kind={kind}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync($"/api/v1/chats/{_chat.Id}/media?kind={kind}")).StatusCode);
    }

    private Task<Message> SayAsync(string text) => _ana.Client.Messages.SendAsync(_chat.Id, text, ct: Ct);

    private Task<Message> SendAsync(Guid[] files) => _ana.Client.Messages.SendAsync(_chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = files }, Ct);

    private async Task<List<ChatLink>> AllLinksAsync(Person person)
    {
        var all = new List<ChatLink>();
        for (string? cursor = null; ;)
        {
            var page = await person.Client.Files.LinksAsync(_chat.Id, cursor, ct: Ct);
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null) return all;
        }
    }
}
