using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>Every failure leaves as application/problem+json with a stable code and a traceId, whatever raised it (design §8).</summary>
internal static class Problems
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionAnswers>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
    }

    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var error = ForStatus(problem.Status ?? context.HttpContext.Response.StatusCode);
        if (!problem.Extensions.ContainsKey("code")) problem.Extensions["code"] = error.Code;
        problem.Detail ??= error.Detail;
        problem.Type = null;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        if (error.RetryAfter is { } fallback || problem.Extensions.ContainsKey("retryAfter"))
        {
            var seconds = problem.Extensions.TryGetValue("retryAfter", out var given) ? given : error.RetryAfter;
            context.HttpContext.Response.Headers.RetryAfter = seconds?.ToString();
        }
    }

    private static Error ForStatus(int status) => status switch
    {
        400 => new("validation", 400, "The request is malformed or has values that are not allowed."),
        401 => Errors.AuthRequired,
        403 => Errors.Forbidden,
        404 => Errors.NotFound,
        405 => new("method_not_allowed", 405, "This address does not take that method."),
        409 => new("conflict", 409, "This is not possible in the present state."),
        413 => Errors.TooLarge,
        415 => new("validation", 415, "The body must be JSON (application/json)."),
        429 => Errors.RateLimited,
        503 => Errors.Busy,
        >= 500 => new("internal", status, "Something went wrong on the server. It has been noted."),
        _ => new("request", status, "The request could not be answered."),
    };

    /// <summary>Turns exceptions into answers: malformed bodies are the caller's, a lost database is the operator's, the rest is a bug.</summary>
    private sealed class ExceptionAnswers(ILogger<ExceptionAnswers> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
        {
            var error = exception switch
            {
                BadHttpRequestException { StatusCode: 413 } => Errors.TooLarge,
                BadHttpRequestException bad => ForStatus(bad.StatusCode) with { Status = bad.StatusCode },
                _ when Data.DatabaseFaults.ArePassing(exception) => Unavailable(exception),
                _ => Bug(exception, context),
            };
            context.Response.StatusCode = error.Status;
            await error.ToProblem().ExecuteAsync(context);
            return true;
        }

        private Error Unavailable(Exception exception)
        {
            log.LogError("The database cannot be reached ({Cause}). Check NEON_DATABASE_URL and that the database runs.", exception.Message);
            return Errors.DatabaseUnavailable;
        }

        private Error Bug(Exception exception, HttpContext context)
        {
            log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Features.Get<IHttpRequestFeature>()?.Path);
            return ForStatus(500);
        }
    }
}
