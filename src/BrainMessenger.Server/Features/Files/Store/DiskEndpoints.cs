using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Mvc;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>
/// The disk's side of the signed addresses: no sign-in, the address itself is the permission. Not part of the API's
/// description, because clients take these addresses from answers and never build them.
/// </summary>
internal static class DiskEndpoints
{
    public static void MapDiskFiles(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").ExcludeFromDescription().AddEndpointFilter<StoreFailures>();
        // As large as a part can be, whatever the address says: a refused body is read to its end, or the sender would only see a broken connection.
        group.MapPut(DiskLinks.Parts + "{token}", Put).WithMetadata(new RequestSizeLimitAttribute(PartPlan.LargestPart));
        group.MapMethods(DiskLinks.Content + "{token}", [HttpMethods.Get, HttpMethods.Head], Get);
    }

    private static async Task<IResult> Put(string token, HttpContext context, DiskLinks links, DiskParts parts)
    {
        if (links.OpenPart(token) is not { } ticket) return FileErrors.LinkInvalid.ToProblem();
        if (context.Request.ContentLength is { } announced && announced != ticket.Length) return FileErrors.PartSize.ToProblem();
        return await parts.WriteAsync(ticket, context.Request.Body, context.RequestAborted) switch
        {
            PartOutcome.Stored => TypedResults.NoContent(),
            PartOutcome.Busy => Errors.RateLimited.ToProblem(),
            PartOutcome.WrongSize => FileErrors.PartSize.ToProblem(),
            _ => FileErrors.Completed.ToProblem(),
        };
    }

    private static async Task<IResult> Get(string token, HttpContext context, DiskLinks links, DiskReading reading)
    {
        if (links.OpenRead(token) is not { } ticket) return FileErrors.LinkInvalid.ToProblem();
        if (await reading.OpenAsync(ticket.Read) is not { } bytes) return FileErrors.Missing.ToProblem();

        reading.SetHeaders(context.Response.Headers, ticket);
        return TypedResults.Stream(bytes, ticket.Read.ContentType, entityTag: DiskReading.EntityTag(ticket.Read), enableRangeProcessing: true);
    }
}
