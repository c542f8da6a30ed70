using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Search;

/// <summary>What a search refuses, and what it survives.</summary>
public sealed class SearchLimitTests(IndexServer search) : IClassFixture<IndexServer>
{
    public static readonly TheoryData<string, string> Unclear = new()
    {
        { "", "query" },
        { "   ", "query" },
        { "!!! ...", "query" },
        { "from:", "query" },
        { "has:horns", "query" },
        { "before:yesterday", "query" },
        { "after:2026-02-30", "query" },
        { "nul\0", "query" },
        { new string('a', 257), "query" },
        { "a b c d e f g h i j k l m n o p q", "query" },
    };

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task An_unclear_question_is_refused_with_what_is_wrong(string query, string field)
    {
        using var ana = await search.Server.SignUpAsync("Ana");

        var refused = await Assert.ThrowsAsync<ApiException>(() => ana.Client.Messages.SearchAsync(query));

        Assert.Equal(("validation", 400), (refused.Code, (int)refused.Status));
        Assert.Contains(field, refused.Errors.Keys);
    }

    [Theory]
    [InlineData("x", null, null)]
    [InlineData("m.1.2", null, null)]
    [InlineData("i.-4", null, null)]
    [InlineData("m.99999999999999999.00000000000000000000000000000000.1", null, null)]
    [InlineData(null, 0, null)]
    [InlineData(null, 51, null)]
    [InlineData(null, null, 900)]
    public async Task A_bad_cursor_limit_or_offset_is_refused(string? cursor, int? limit, int? offset)
    {
        using var ana = await search.Server.SignUpAsync("Ana");

        var refused = await Assert.ThrowsAsync<ApiException>(() => ana.Client.Messages.SearchAsync("tea", cursor: cursor, limit: limit, utcOffset: offset));

        Assert.Equal("validation", refused.Code);
    }

    [Theory]
    [InlineData("i.9223372036854775807")]
    [InlineData("i.0")]
    [InlineData("m.253402300799999.ffffffffffffffffffffffffffffffff.9223372036854775807")]
    public async Task A_cursor_from_nowhere_does_no_harm(string cursor)
    {
        using var ana = await search.Server.SignUpAsync("Ana");
        using var ben = await search.Server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "tea");

        Assert.InRange((await ana.Client.Messages.SearchAsync("tea", cursor: cursor)).Items.Count, 0, 1);
    }

    [Fact]
    public async Task Nobody_searches_without_signing_in()
    {
        using var answer = await search.Server.Http.GetAsync("/api/v1/search?query=tea", TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("' or 1=1 --")]
    [InlineData("\"tea\" NEAR(\"a\" OR *)")]
    [InlineData("grams:tea AND rowid")]
    [InlineData("%tea_")]
    [InlineData("{tea} [tea] (tea) ^tea tea*")]
    public async Task What_looks_like_a_language_is_only_text(string query)
    {
        using var ana = await search.Server.SignUpAsync("Ana");
        using var ben = await search.Server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "tea");

        Assert.Empty(await search.FindAsync(ana, query));
    }

    [Fact]
    public async Task Who_searches_without_pause_is_asked_to_wait()
    {
        await using var server = await Server.StartAsync(("RATE_LIMITS", "on"));
        using var ana = await server.SignUpAsync("Ana");

        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
        {
            for (var n = 0; n < 200; n++) await ana.Client.Messages.SearchAsync("tea");
        });

        Assert.Equal("rate_limited", refused.Code);
    }
}
