using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Search;

public sealed class SearchByReadingTests(ReadingServer server) : SearchTests(server), IClassFixture<ReadingServer>;

public sealed class SearchByIndexTests(IndexServer server) : SearchTests(server), IClassFixture<IndexServer>;

/// <summary>What is found and by what; the same whichever way the server takes.</summary>
public abstract class SearchTests(SearchServer search)
{
    [Theory]
    [InlineData("report", "The quarterly report is ready")]
    [InlineData("REPORT", "The quarterly report is ready")]
    [InlineData("quarter", "The quarterly report is ready")]
    [InlineData("arterl", "The quarterly report is ready")]
    [InlineData("is", "The quarterly report is ready")]
    [InlineData("re is", "The quarterly report is ready")]
    [InlineData("\"report is\"", "The quarterly report is ready")]
    [InlineData("cafe", "Meet me at the Café Müller")]
    [InlineData("müller", "Meet me at the Café Müller")]
    [InlineData("strasse", "Hauptstraße 5")]
    [InlineData("hauptstr", "Hauptstraße 5")]
    [InlineData("C++", "We write C++ and C#")]
    [InlineData("v2.10", "Released as v2.10 today")]
    [InlineData("example.org/page", "See https://example.org/page?x=1")]
    [InlineData("ПРИВЕТ", "Привет, мир")]
    [InlineData("прив", "Привет, мир")]
    [InlineData("иве", "Привет, мир")]
    [InlineData("еще елка", "Ещё одна ёлка")]
    [InlineData("ёлка", "Ещё одна ёлка")]
    [InlineData("замок", "Старый за́мок")]
    [InlineData("会议", "我们明天下午三点开会议")]
    [InlineData("三点", "我们明天下午三点开会议")]
    [InlineData("会", "我们明天下午三点开会议")]
    [InlineData("明天 会议", "我们明天下午三点开会议")]
    [InlineData("東京", "来週東京へ行きます")]
    [InlineData("行きます", "来週東京へ行きます")]
    [InlineData("ミーティング", "明日のミーティングは中止")]
    [InlineData("ティン", "明日のミーティングは中止")]
    [InlineData("ＡＢＣ", "Take the abc road")]
    [InlineData("회의", "내일 회의가 있습니다")]
    [InlineData("สวัสดี", "สวัสดีครับ")]
    [InlineData("🎉", "We did it 🎉")]
    [InlineData("𠮷野家", "𠮷野家で昼ごはん")]
    public async Task A_message_is_found(string query, string text)
    {
        var (ana, _, chat) = await ChatAsync();
        await ana.Client.Messages.SendAsync(chat.Id, "Something else, ничего, 別, 다른");
        await ana.Client.Messages.SendAsync(chat.Id, text);

        Assert.Equal([text], await search.FindAsync(ana, query, chat.Id));
    }

    [Theory]
    [InlineData("eport", "The re port")]
    [InlineData("ep", "The report")]
    [InlineData("r", "The report")]
    [InlineData("\"report the\"", "The report")]
    [InlineData("report monday", "The report of Friday")]
    [InlineData("議会", "会議")]
    [InlineData("京東", "東京")]
    [InlineData("C++", "Vitamin C")]
    public async Task What_does_not_have_the_words_is_not_found(string query, string text)
    {
        var (ana, _, chat) = await ChatAsync();
        await ana.Client.Messages.SendAsync(chat.Id, text);

        Assert.Empty(await search.FindAsync(ana, query, chat.Id));
    }

    [Fact]
    public async Task The_newest_come_first_page_by_page_each_once()
    {
        var (ana, ben, chat) = await ChatAsync();
        var other = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Walkers", MemberIds = [ben.Id] });
        for (var n = 1; n <= 30; n++) await ana.Client.Messages.SendAsync(n % 3 == 0 ? other.Id : chat.Id, $"walk number {n}");

        var found = await search.FindAsync(ben, "walk", limit: 7);

        // Within one step of the clock the order of two chats is not told.
        Assert.Equal(Enumerable.Range(1, 30).Select(n => $"walk number {n}").Order(), found.Order());
        Assert.Equal(Enumerable.Range(1, 30).Where(n => n % 3 == 0).Reverse().Select(n => $"walk number {n}"), await search.FindAsync(ben, "walk", other.Id, limit: 7));
    }

    [Fact]
    public async Task The_matches_stand_where_the_text_has_them()
    {
        var (ana, _, chat) = await ChatAsync();
        await ana.Client.Messages.SendAsync(chat.Id, "🎉 Straße und strasse, CAFÉ");

        var hit = Assert.Single(await search.HitsAsync(ana, "strasse cafe", chat.Id));

        Assert.Equal(["Straße", "strasse", "CAFÉ"], hit.Matches.Select(m => hit.Message.Text.Substring(m.Start, m.Length)));
    }

    [Fact]
    public async Task What_was_edited_is_found_by_its_new_text_only()
    {
        var (ana, ben, chat) = await ChatAsync();
        var sent = await ana.Client.Messages.SendAsync(chat.Id, "We meet on Monday");
        await search.IndexedAsync();
        await ana.Client.Messages.EditAsync(chat.Id, sent.Seq, "We meet on Tuesday");

        Assert.Empty(await search.FindAsync(ben, "monday", chat.Id));
        Assert.Equal(["We meet on Tuesday"], await search.FindAsync(ben, "tuesday", chat.Id));
    }

    [Fact]
    public async Task What_was_deleted_is_not_found()
    {
        var (ana, ben, chat) = await ChatAsync();
        var sent = await ana.Client.Messages.SendAsync(chat.Id, "A secret plan");
        await search.IndexedAsync();
        await ana.Client.Messages.DeleteAsync(chat.Id, sent.Seq);

        Assert.Empty(await search.FindAsync(ben, "secret", chat.Id));
    }

    [Fact]
    public async Task A_stranger_finds_nothing_of_a_chat_and_may_not_name_it()
    {
        var (ana, _, chat) = await ChatAsync();
        var cy = await search.Server.SignUpAsync("Cy");
        await ana.Client.Messages.SendAsync(chat.Id, "among us only");

        Assert.Empty(await search.FindAsync(cy, "among"));
        var refused = await Assert.ThrowsAsync<ApiException>(() => cy.Client.Messages.SearchAsync("among", chat.Id));
        Assert.Equal("not_found", refused.Code);
    }

    [Fact]
    public async Task Who_left_finds_nothing_and_who_came_back_what_both_stays_show()
    {
        var (ana, ben, _) = await ChatAsync();
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Walkers", MemberIds = [ben.Id] });
        await ana.Client.Chats.UpdateAsync(chat.Id, new ChatUpdate { HistoryForNewMembers = false });
        await ana.Client.Messages.SendAsync(chat.Id, "hike while he is here");
        await ben.Client.Chats.Members.LeaveAsync(chat.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "hike while he is away");
        var whileAway = await search.FindAsync(ben, "hike");
        await ana.Client.Chats.Members.AddAsync(chat.Id, [ben.Id]);
        await ana.Client.Messages.SendAsync(chat.Id, "hike when he is back");

        Assert.Empty(whileAway);
        Assert.Equal(["hike when he is back", "hike while he is here"], await search.FindAsync(ben, "hike"));
    }

    [Fact]
    public async Task A_deleted_chat_is_not_found()
    {
        var (ana, ben, _) = await ChatAsync();
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Short-lived", MemberIds = [ben.Id] });
        await ana.Client.Messages.SendAsync(chat.Id, "ephemeral");
        await search.IndexedAsync();
        await ana.Client.Chats.DeleteAsync(chat.Id);

        Assert.Empty(await search.FindAsync(ben, "ephemeral"));
    }

    private protected async Task<(Person Ana, Person Ben, Chat Chat)> ChatAsync()
    {
        var (ana, ben) = (await search.Server.SignUpAsync("Ana Lee"), await search.Server.SignUpAsync("Ben Okafor"));
        return (ana, ben, await ana.Client.Chats.PersonalAsync(ben.Id));
    }
}
