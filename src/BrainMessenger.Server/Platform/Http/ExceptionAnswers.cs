using System.Text.Json;
using BrainMessenger.Server.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>Turns exceptions into answers: malformed bodies are the caller's, a lost database is the operator's, the rest is a bug.</summary>
internal sealed class ExceptionAnswers(DatabaseHealth health, ILogger<ExceptionAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        var error = exception is BadHttpRequestException bad ? Refused(bad) : Failed(exception, context);
        context.Response.StatusCode = error.Status;
        await error.ToProblem().ExecuteAsync(context);
        return true;
    }

    private static Error Refused(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status400BadRequest && bad.InnerException is JsonException { Path: { } path } && FieldOf(path) is { Length: > 0 } field)
            return Error.Validation(field, "This value is malformed or of the wrong type.");
        return Problems.ForStatus(bad.StatusCode) with { Status = bad.StatusCode };
    }

    /// <summary><c>$.members[0].id</c> without its root.</summary>
    private static string FieldOf(string path) => path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";

    private Error Failed(Exception exception, HttpContext context)
    {
        if (DatabaseFaults.Of(exception) is { } fault)
        {
            health.Failed(fault);
            return fault.Error;
        }

        log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Features.Get<IHttpRequestFeature>()?.Path);
        return Problems.ForStatus(StatusCodes.Status500InternalServerError);
    }
}
