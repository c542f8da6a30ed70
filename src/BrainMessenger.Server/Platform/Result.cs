using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Platform;

/// <summary>An expected failure: a stable code, the HTTP status, and a sentence that may be shown to the user (design §8).</summary>
internal sealed record Error(string Code, int Status, string Detail)
{
    /// <summary>Seconds after which trying again makes sense; sent as Retry-After.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>For <c>validation</c>: one entry per field.</summary>
    public IReadOnlyDictionary<string, string[]>? Fields { get; init; }

    public static Error Validation(string field, string message) =>
        new("validation", StatusCodes.Status400BadRequest, message) { Fields = new Dictionary<string, string[]> { [field] = [message] } };
}

/// <summary>Either a value or an expected failure; exceptions mean bugs.</summary>
internal readonly record struct Result<T>(T? Value, Error? Error)
{
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>The value of a result that has none.</summary>
internal readonly record struct Done;

internal static class ResultHttp
{
    public static Results<TOk, ProblemHttpResult> ToHttp<T, TOk>(this Result<T> result, Func<T, TOk> ok)
        where TOk : IResult =>
        result.Error is { } error ? error.ToProblem() : ok(result.Value!);

    public static Results<NoContent, ProblemHttpResult> ToHttp(this Result<Done> result) =>
        result.Error is { } error ? error.ToProblem() : TypedResults.NoContent();

    public static ProblemHttpResult ToProblem(this Error error)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = error.Code };
        if (error.RetryAfter is { } seconds) extensions["retryAfter"] = seconds;
        if (error.Fields is { } fields) extensions["errors"] = fields;
        return TypedResults.Problem(error.Detail, statusCode: error.Status, extensions: extensions);
    }
}
