using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>Every failure leaves as application/problem+json with a stable code and a traceId, whatever raised it (design §8).</summary>
internal static class Problems
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionAnswers>();
        // Before the framework's own writer, which leaves those without a body who do not accept JSON.
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        // A body that cannot be read is an exception, so that ExceptionAnswers can name the field.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static Error ForStatus(int status) => status switch
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

    private sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            Complete(context.ProblemDetails, context.HttpContext);
            await context.HttpContext.Response.WriteAsJsonAsync(
                context.ProblemDetails, context.ProblemDetails.GetType(), json.Value.SerializerOptions, "application/problem+json");
        }

        private static void Complete(ProblemDetails problem, HttpContext http)
        {
            var error = ForStatus(problem.Status ??= http.Response.StatusCode);
            if (problem is HttpValidationProblemDetails { Errors.Count: > 0 } invalid)
            {
                invalid.Errors = invalid.Errors.ToDictionary(e => OnTheWire(e.Key), e => e.Value);
                if (invalid.Errors.Count == 1) problem.Detail ??= invalid.Errors.First().Value.FirstOrDefault();
            }

            problem.Extensions.TryAdd("code", error.Code);
            problem.Detail ??= error.Detail;
            problem.Title ??= ReasonPhrases.GetReasonPhrase(error.Status);
            problem.Type = null;
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
            if ((problem.Extensions.TryGetValue("retryAfter", out var given) ? given : error.RetryAfter) is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString();
        }

        /// <summary>Fields are named as the caller wrote them: <c>Members[0].UserId</c> is <c>members[0].userId</c>.</summary>
        private static string OnTheWire(string member) => string.Join('.', member.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
    }
}
