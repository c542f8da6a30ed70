using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BrainMessenger.Server.Features.Accounts;

internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/me").WithTags("Me").RequireAuthorization();
        group.MapGet("", Get).WithSummary("One's own account.");
        group.MapPatch("", Update).WithSummary("Change what is given; an explicit null takes handle, photo or settings away.");
        group.MapDelete("", Delete).WithSummary("Delete the account for good; its messages stay without a name.");
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> Get(CurrentUser user, MeService me, CancellationToken ct) =>
        (await me.GetAsync(user.Id, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> Update(UpdateMeRequest request, CurrentUser user, MeService me, CancellationToken ct) =>
        (await me.UpdateAsync(user.Id, request, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete([FromBody] DeleteMeRequest request, CurrentUser user, AccountDeletion deletion, CancellationToken ct) =>
        (await deletion.DeleteAsync(user.Id, request.Password, ct)).ToHttp();
}
