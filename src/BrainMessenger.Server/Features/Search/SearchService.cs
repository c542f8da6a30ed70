using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Search;

/// <summary>What somebody asks for, as it came.</summary>
/// <param name="UtcOffset">Minutes that the asker's days are ahead of UTC.</param>
internal sealed record SearchRequest(string? Query, Guid? ChatId, string? Cursor, int? Limit, int? UtcOffset);

/// <summary>On which terms people may search.</summary>
internal sealed record SearchTerms(SearchBudget Budget, SearchLimits Limits, SearchIndexer Indexer);

/// <summary>Finds messages that somebody may see, the newest first.</summary>
internal sealed class SearchService(AppDb db, SearchScopes scopes, SearchScan scan, ISearchIndex index, SearchTerms terms)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 50;

    /// <summary>Candidates that are asked for at once, and how often for one page: then the page ends, and the next goes on.</summary>
    private const int Probe = 200;
    private const int MostProbes = 10;

    /// <summary>No clock on earth differs more.</summary>
    private const int MaxOffset = 14 * 60;

    public async Task<Result<Page<SearchHit>>> FindAsync(Guid userId, SearchRequest request, CancellationToken ct)
    {
        if (request.Limit is < 1 or > MaxLimit) return Error.Validation("limit", $"Ask for 1 to {MaxLimit} messages.");
        if (request.UtcOffset is < -MaxOffset or > MaxOffset) return Error.Validation("utcOffset", "Give minutes between -840 and 840.");
        if (SearchCursor.Read(request.Cursor) is not { } cursor) return Error.Validation("cursor", "This is not a cursor of this list.");
        var query = SearchQuery.Parse(request.Query, TimeSpan.FromMinutes(request.UtcOffset ?? 0));
        if (query.Error is { } invalid) return invalid;
        if (!terms.Budget.TryTake(userId)) return Errors.RateLimited;
        var scoped = await scopes.OfAsync(userId, request.ChatId, query.Value!, ct);
        if (scoped.Error is { } hidden) return hidden;
        if (scoped.Value!.IsEmpty) return new Page<SearchHit>([]);

        var (hits, next) = await FindAsync(scoped.Value, cursor, request.Limit ?? DefaultLimit, ct);
        var views = await MessageViews.AtAsync(db, userId, [.. hits.Select(h => (h.ChatId, h.Seq))], ct);
        var matches = hits.ToDictionary(h => (h.ChatId, h.Seq), h => h.Matches);
        return new Page<SearchHit>([.. views.Where(v => v.DeletedAt is null).Select(v => new SearchHit(v, matches[(v.ChatId, v.Seq)]))], next.ToString());
    }

    /// <summary>A search ends by the way on which it began, also when a chat grows meanwhile.</summary>
    private async Task<(List<Found> Hits, SearchCursor Next)> FindAsync(SearchScope scope, SearchCursor from, int limit, CancellationToken ct)
    {
        if (from.Behind is null && await index.CountAsync(ct) is var documents && (from.Below is not null || !terms.Limits.Reads(scope.MessageCount, documents)))
        {
            if (from.Below is { } below) return await LookUpAsync(scope, Math.Min(below, documents + 1), limit, ct);
            // Who searches for what he has just read expects to find it.
            await terms.Indexer.CatchUpAsync(terms.Limits.Patience, ct);
            return await LookUpAsync(scope, await index.CountAsync(ct) + 1, limit, ct);
        }

        var (hits, next) = await scan.FindAsync(scope, from.Behind, limit, ct);
        return (hits, new(null, next));
    }

    private async Task<(List<Found> Hits, SearchCursor Next)> LookUpAsync(SearchScope scope, long below, int limit, CancellationToken ct)
    {
        var grams = scope.Query.Terms.SelectMany(Grams.OfTerm).ToHashSet();
        var hits = new List<Found>();
        for (var probe = 0; probe < MostProbes && below > 0; probe++)
        {
            var (candidates, next) = await index.FindAsync(new(scope, grams, below, Probe), ct);
            foreach (var candidate in candidates)
            {
                if (Found.In(candidate.ChatId, candidate.Seq, candidate.Text, candidate.Names, scope.Query) is not { } hit) continue;
                hits.Add(hit);
                if (hits.Count == limit) return (hits, new(candidate.Document, null));
            }

            below = next;
        }

        return (hits, new(below > 0 ? below : null, null));
    }
}
