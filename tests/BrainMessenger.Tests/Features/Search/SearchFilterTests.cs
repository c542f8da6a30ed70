using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Search;

public sealed class SearchFilterByReadingTests(ReadingServer server) : SearchFilterTests(server), IClassFixture<ReadingServer>;

public sealed class SearchFilterByIndexTests(IndexServer server) : SearchFilterTests(server), IClassFixture<IndexServer>;

/// <summary>from:, in:, before:, after: and has:file, whichever way the server takes.</summary>
public abstract class SearchFilterTests(SearchServer search)
{
    [Theory]
    [InlineData("from:me tea", "Ana: tea")]
    [InlineData("from:ben tea", "Ben: tea")]
    [InlineData("tea FROM:\"Ben Okafor\"", "Ben: tea")]
    [InlineData("from:me from:ben tea", "Ben: tea|Ana: tea")]
    [InlineData("from:me", "Ana: coffee|Ana: tea")]
    [InlineData("from:nobody tea", "")]
    [InlineData("in:walkers tea", "")]
    [InlineData("in:okafor tea", "Ben: tea|Ana: tea")]
    [InlineData("has:file", "Ben: minutes")]
    [InlineData("minutes has:file", "Ben: minutes")]
    [InlineData("tea has:file", "")]
    [InlineData("before:2001-01-01", "")]
    [InlineData("after:2001-01-01 tea", "Ben: tea|Ana: tea")]
    [InlineData("after:2999-01-01", "")]
    [InlineData("before:2999-01-01 coffee", "Ana: coffee")]
    public async Task A_filter_takes_what_it_says(string query, string found)
    {
        using var ana = await search.Server.SignUpAsync("Ana Lee");
        using var ben = await search.Server.SignUpAsync("Ben Okafor");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Walkers", MemberIds = [ben.Id] });
        await ana.Client.Messages.SendAsync(chat.Id, "Ana: tea");
        await ben.Client.Messages.SendAsync(chat.Id, "Ben: tea");
        await ana.Client.Messages.SendAsync(chat.Id, "Ana: coffee");
        await SendFileAsync(ben, chat.Id, "Ben: minutes", "protocol.txt");

        var all = found.Split('|', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(all.Order(), (await search.FindAsync(ana, query)).Order());
    }

    [Fact]
    public async Task A_day_is_that_of_who_asks()
    {
        using var ana = await search.Server.SignUpAsync("Ana Lee");
        using var ben = await search.Server.SignUpAsync("Ben Okafor");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var sent = await ana.Client.Messages.SendAsync(chat.Id, "at midnight");
        await search.IndexedAsync();
        // So far ahead, or behind, that there another day has begun or not yet.
        var ahead = (24 - sent.At.UtcDateTime.Hour) * 60;
        var offset = ahead <= 14 * 60 ? ahead : -(sent.At.UtcDateTime.Hour + 1) * 60;
        var there = sent.At.ToOffset(TimeSpan.FromMinutes(offset)).ToString("yyyy-MM-dd");

        var here = await ana.Client.Messages.SearchAsync($"after:{there} before:{sent.At.ToOffset(TimeSpan.FromMinutes(offset)).AddDays(1):yyyy-MM-dd}", chat.Id);
        var asked = await ana.Client.Messages.SearchAsync($"after:{there} before:{sent.At.ToOffset(TimeSpan.FromMinutes(offset)).AddDays(1):yyyy-MM-dd}", chat.Id, utcOffset: offset);

        Assert.Empty(here.Items);
        Assert.Single(asked.Items);
    }

    [Fact]
    public async Task A_message_is_found_by_the_name_of_its_file()
    {
        using var ana = await search.Server.SignUpAsync("Ana Lee");
        using var ben = await search.Server.SignUpAsync("Ben Okafor");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await SendFileAsync(ana, chat.Id, "", "Отчёт-2026.txt");

        var hit = Assert.Single(await search.HitsAsync(ben, "отчет 2026", chat.Id));

        Assert.Empty(hit.Matches);
        Assert.Equal("Отчёт-2026.txt", Assert.Single(hit.Message.Files).Name);
    }

    private static async Task SendFileAsync(Person person, Guid chatId, string text, string name)
    {
        using var content = new MemoryStream("some text\n"u8.ToArray());
        var file = await person.Client.Files.UploadAsync(content, new NewFile { Name = name, Size = content.Length, ContentType = "text/plain" });
        await person.Client.Messages.SendAsync(chatId, new NewMessage { Cid = Guid.CreateVersion7(), Text = text, FileIds = [file.Id] });
    }
}
