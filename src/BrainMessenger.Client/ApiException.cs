using System.Net;

namespace BrainMessenger.Client;

/// <summary>The server refused; <see cref="Code"/> says why and does not change between versions.</summary>
public sealed class ApiException : Exception
{
    /// <summary>Makes the exception from what the server said.</summary>
    /// <param name="status">HTTP status; 0 for a refusal on the socket.</param>
    /// <param name="code">Stable code, such as <c>validation</c> or <c>not_found</c>.</param>
    /// <param name="detail">A sentence that may be shown to the user.</param>
    public ApiException(HttpStatusCode status, string code, string detail)
        : base($"{code}: {detail}")
    {
        Status = status;
        Code = code;
        Detail = detail;
    }

    /// <summary>HTTP status; 0 for a refusal on the socket.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Stable code.</summary>
    public string Code { get; }

    /// <summary>A sentence that may be shown to the user.</summary>
    public string Detail { get; }

    /// <summary>When to try again, for <c>rate_limited</c>, <c>busy</c> and the database's and store's errors.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For <c>validation</c>: what is wrong, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Finds the request in the server's log.</summary>
    public string? TraceId { get; init; }
}
