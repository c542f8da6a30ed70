using System.Security.Cryptography;
using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>
/// <c>Idempotency-Key</c> on POSTs that create (design §7): a repeat within a day gets the first answer, another body
/// under the same key is 409. Scope is user and path. Refusals are not kept: what failed may be tried again.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";

    private const int MaxKey = 128;
    private static readonly TimeSpan _kept = TimeSpan.FromHours(24);

    /// <summary>A claim whose request was lost with its server may be taken over after this.</summary>
    private static readonly TimeSpan _abandoned = TimeSpan.FromMinutes(1);

    private static readonly Error _badKey = Error.Validation(Header, "An Idempotency-Key has 1 to 128 visible ASCII characters.");
    private static readonly Error _otherBody = new("conflict", 409, "This Idempotency-Key was used for another request.");
    private static readonly Error _underWay = new("conflict", 409, "The first request with this Idempotency-Key is still under way.");

    /// <summary>Marks an endpoint that honours the header.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Honoured());

    public static void UseIdempotency(this WebApplication app) => app.Use(async (context, next) =>
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<Honoured>() is null || await CurrentUser.BindAsync(context) is not { } user)
        {
            await next(context);
            return;
        }

        if (key.Length > MaxKey || key.Any(c => c is < '!' or > '~'))
        {
            await _badKey.ToProblem().ExecuteAsync(context);
            return;
        }

        await AnswerAsync(context, user.Id, key, next);
    });

    private static async Task AnswerAsync(HttpContext context, Guid userId, string key, RequestDelegate next)
    {
        await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
        var hash = await HashBodyAsync(context);
        var (claim, stored) = await ClaimAsync(db, userId, context.Request.Path, key, hash, now);
        if (claim is null)
        {
            await RepeatAsync(context, stored!, hash);
            return;
        }

        await CaptureAsync(context, db, claim, next);
    }

    private static async Task<(IdempotentAnswer? Claim, IdempotentAnswer? Stored)> ClaimAsync(AppDb db, Guid userId, string path, string key, string hash, DateTimeOffset now)
    {
        var (oldest, abandoned) = (now - _kept, now - _abandoned);
        await db.IdempotentAnswers.Where(a => a.CreatedAt < oldest || (a.Status == 0 && a.CreatedAt < abandoned)).ExecuteDeleteAsync();
        var claim = new IdempotentAnswer { UserId = userId, Path = path, Key = key, BodyHash = hash, Status = 0, CreatedAt = now };
        db.IdempotentAnswers.Add(claim);
        try
        {
            await db.SaveChangesAsync();
            return (claim, null);
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            db.ChangeTracker.Clear();
            return (null, await db.IdempotentAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.UserId == userId && a.Path == path && a.Key == key));
        }
    }

    private static async Task RepeatAsync(HttpContext context, IdempotentAnswer? stored, string hash)
    {
        if (stored is null || (stored.Status == 0 && stored.BodyHash == hash))
        {
            await _underWay.ToProblem().ExecuteAsync(context);
            return;
        }

        if (stored.BodyHash != hash)
        {
            await _otherBody.ToProblem().ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = stored.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.Location = stored.Location;
        await context.Response.WriteAsync(stored.Answer ?? "");
    }

    private static async Task CaptureAsync(HttpContext context, AppDb db, IdempotentAnswer claim, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var kept = false;
        try
        {
            await next(context);
            if (context.Response.StatusCode is >= 200 and < 300)
            {
                (claim.Status, claim.Location) = (context.Response.StatusCode, context.Response.Headers.Location);
                claim.Answer = System.Text.Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
                await db.SaveChangesAsync();
                kept = true;
            }
        }
        finally
        {
            context.Response.Body = body;
            if (!kept) await db.IdempotentAnswers.Where(a => a.UserId == claim.UserId && a.Path == claim.Path && a.Key == claim.Key).ExecuteDeleteAsync();
        }

        answer.Position = 0;
        await answer.CopyToAsync(body);
    }

    private static async Task<string> HashBodyAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body));
        context.Request.Body.Position = 0;
        return hash;
    }

    private sealed record Honoured;
}
