using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>What a load balancer asks. Neither answer names hosts or causes.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/health").WithTags("Health");
        // The process only: a check that touched the database would keep a scale-to-zero database awake.
        group.MapGet("/live", () => TypedResults.Ok(new HealthReport("ok", null)));
        group.MapGet("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(AppDb db, CancellationToken ct)
    {
        var database = await db.Database.CanConnectAsync(ct) ? "ok" : "failed";
        return TypedResults.Json(new HealthReport(database, new Dictionary<string, string> { ["database"] = database }),
            statusCode: database == "ok" ? 200 : 503);
    }

    private sealed record HealthReport(string Status, Dictionary<string, string>? Parts);
}
