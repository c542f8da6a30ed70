using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Accounts;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/users").WithTags("Users").RequireAuthorization();
        group.MapGet("{id:guid}", Get).WithSummary("One person.");
        group.MapGet("", Find).WithSummary("Find people by part of the name, beginning of the handle, or whole e-mail address.");
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> Get(Guid id, UserSearch users, CancellationToken ct) =>
        (await users.GetAsync(id, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> Find(
        string? query, string? cursor, CurrentUser user, UserSearch users, CancellationToken ct) =>
        (await users.FindAsync(user.Id, query, cursor, ct)).ToHttp(TypedResults.Ok);
}
