using BrainMessenger.Server.Features.Search;
using Microsoft.Extensions.DependencyInjection;
using SearchHit = BrainMessenger.Client.SearchHit;

namespace BrainMessenger.Tests.Features.Search;

/// <summary>A server whose searches all go one way: the messages are read, or the index is asked.</summary>
public abstract class SearchServer(long readUpTo) : IAsyncLifetime
{
    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Server.StartAsync(services => services.AddSingleton(new SearchLimits(readUpTo) { Patience = TimeSpan.FromSeconds(8) }));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Texts of all that is found, newest first, over all pages; once everything that was written is in the index.</summary>
    internal async Task<IReadOnlyList<string>> FindAsync(Person person, string query, Guid? chatId = null, int? limit = null) =>
        [.. (await HitsAsync(person, query, chatId, limit)).Select(hit => hit.Message.Text)];

    internal async Task<IReadOnlyList<SearchHit>> HitsAsync(Person person, string query, Guid? chatId = null, int? limit = null)
    {
        await IndexedAsync();
        var hits = new List<SearchHit>();
        string? cursor = null;
        do
        {
            var page = await person.Client.Messages.SearchAsync(query, chatId, cursor, limit);
            hits.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return hits;
    }

    /// <summary>Who reads the messages themselves has nothing to wait for.</summary>
    internal Task IndexedAsync() => readUpTo > 0 ? Task.CompletedTask : Eventually.TrueAsync(async () =>
    {
        // The indexer gathers for a moment of the server's clock.
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await Server.Services.GetRequiredService<ISearchIndex>().BehindAsync(CancellationToken.None)).Count == 0;
    });
}

public sealed class ReadingServer() : SearchServer(readUpTo: long.MaxValue);

public sealed class IndexServer() : SearchServer(readUpTo: -1);
