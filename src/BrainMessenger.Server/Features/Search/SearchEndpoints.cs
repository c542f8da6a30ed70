using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Search;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/search", Find).WithTags("Search").RequireAuthorization()
            .WithSummary("Find messages that one may see, newest first: words, parts of words (3 letters and more), \"phrases\", from:, in:, before:, after:, has:file. "
                + "A page may hold fewer than limit (1-50, 20), even none, and still have a next. utcOffset: minutes that the asker's days are ahead of UTC.");
    }

    private static async Task<Results<Ok<Page<SearchHit>>, ProblemHttpResult>> Find(
        string? query, Guid? chatId, string? cursor, int? limit, int? utcOffset, CurrentUser user, SearchService search, CancellationToken ct) =>
        (await search.FindAsync(user.Id, new(query, chatId, cursor, limit, utcOffset), ct)).ToHttp(TypedResults.Ok);
}
