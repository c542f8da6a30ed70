using BrainMessenger.Server.Features.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Search;

/// <summary>The index follows the log, and begins anew where it is lost.</summary>
public sealed class SearchIndexTests(IndexServer search) : IClassFixture<IndexServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_before_the_index_was_there_is_found_after_a_start()
    {
        await using var server = await Server.StartAsync(services => services.AddSingleton(new SearchLimits(ReadUpTo: -1)));
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        for (var n = 0; n < 450; n++) await ana.Client.Messages.SendAsync(chat.Id, $"old letter {n}");
        await IndexedAsync(server);
        await LoseIndexAsync(server);
        await server.StopAsync();
        await server.RestartAsync();
        using var again = server.NewClient(ana.Token);
        await IndexedAsync(server);

        Assert.Equal(["old letter 449"], (await again.Messages.SearchAsync("letter 449", ct: Ct)).Items.Select(h => h.Message.Text));
        Assert.Equal(["old letter 0"], (await again.Messages.SearchAsync("\"letter 0\"", ct: Ct)).Items.Select(h => h.Message.Text));
    }

    [Fact]
    public async Task A_search_finds_at_once_what_was_written_just_before()
    {
        using var ana = await search.Server.SignUpAsync("Ana");
        using var ben = await search.Server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "the parcel is here", ct: Ct);

        // What waits is indexed after ten seconds; the search does not wait for that.
        Assert.Equal(["the parcel is here"], (await ben.Client.Messages.SearchAsync("parcel", ct: Ct)).Items.Select(h => h.Message.Text));
    }

    [Fact]
    public async Task A_step_that_another_node_has_done_stores_nothing_twice()
    {
        var index = search.Server.Services.GetRequiredService<ISearchIndex>();
        var chatId = Guid.CreateVersion7();
        var document = new SearchDocument(chatId, 1, Guid.CreateVersion7(), search.Server.Clock.GetUtcNow(), null, Grams.OfText("one"));
        var first = new SearchBatch([document], [], [], [new(chatId, 0, 1)]);

        Assert.True(await index.WriteAsync(first, Ct));
        var newest = await index.CountAsync(Ct);
        Assert.False(await index.WriteAsync(first, Ct));
        Assert.True(await index.WriteAsync(new([], [document], [], [new(chatId, 1, 2)]), Ct));
        Assert.Equal(newest, await index.CountAsync(Ct));
        await index.ForgetAsync(chatId, Ct);
        Assert.Empty(await index.ProgressAsync([chatId], Ct));
    }

    [Fact]
    public async Task Many_hits_are_found_in_full_across_stretches_of_the_index()
    {
        using var ana = await search.Server.SignUpAsync("Ana");
        using var ben = await search.Server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        for (var n = 0; n < 620; n++) await ana.Client.Messages.SendAsync(chat.Id, $"common {(n % 100 == 0 ? "rare" : "often")} {n}");

        Assert.Equal(Enumerable.Range(0, 620).Reverse().Select(n => $"common {(n % 100 == 0 ? "rare" : "often")} {n}"), await search.FindAsync(ana, "common", chat.Id, limit: 50));
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(n => $"common rare {n * 100}"), await search.FindAsync(ana, "rare", chat.Id, limit: 2));
        Assert.Equal(620, (await search.FindAsync(ana, "from:me", chat.Id, limit: 50)).Count);
    }

    private static async Task LoseIndexAsync(Server server)
    {
        if (!TestDatabase.IsPostgres)
        {
            await server.StopAsync();
            File.Delete(Path.Combine(server.DataDir, "search.db"));
            await server.RestartAsync();
            return;
        }

        await using var db = await server.NewDbAsync();
        await db.Database.ExecuteSqlAsync($"truncate search_docs, search_progress", Ct);
    }

    /// <summary>It gathers for ten seconds, which are over at once.</summary>
    private static Task IndexedAsync(Server server) => Eventually.TrueAsync(async () =>
    {
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        return (await server.Services.GetRequiredService<ISearchIndex>().BehindAsync(Ct)).Count == 0;
    });
}
