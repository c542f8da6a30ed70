using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>The store failed: the user gets the error, the operator cause and cure (design §8).</summary>
internal sealed class StoreException(Error error, string cause, string cure, Exception? inner = null) : Exception(cause, inner)
{
    public Error Error { get; } = error;

    public string Cure { get; } = cure;
}

internal static class StoreErrors
{
    public static readonly Error Full =
        new("storage.full", 503, "The server has no room left for files. Nothing was stored; please try again later.") { RetryAfter = 60 };

    public static readonly Error AccessDenied = new("storage.access_denied", 502,
        "The server may not use its file store right now. Its operator has been told.");

    public static readonly Error Misconfigured = new("storage.misconfigured", 502,
        "The server's file store is set up wrongly. Its operator has been told.");

    public static readonly Error RateLimited = new("storage.rate_limited", 503,
        "The file store has too much to do right now. Nothing is lost.")
    { RetryAfter = 5 };

    public static readonly Error Unavailable = new("storage.unavailable", 503,
        "The file store cannot be reached right now. Nothing is lost.")
    { RetryAfter = 5 };

    public static readonly Error Failed = new("storage.failed", 502,
        "The file store failed. What was reported as stored is kept; please try again.");
}
