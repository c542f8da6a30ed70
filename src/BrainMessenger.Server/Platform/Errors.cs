namespace BrainMessenger.Server.Platform;

/// <summary>The everyday failures that every feature shares (design §8).</summary>
internal static class Errors
{
    public static readonly Error AuthRequired = new("auth.required", 401, "Please sign in.");
    public static readonly Error Forbidden = new("forbidden", 403, "You are not allowed to do this.");
    public static readonly Error NotFound = new("not_found", 404, "This does not exist, or you may not see it.");
    public static readonly Error TooLarge = new("too_large", 413, "This is too large.");
    public static readonly Error RateLimited = new("rate_limited", 429, "Too many requests. Please wait a moment.") { RetryAfter = 1 };
    public static readonly Error Busy = new("busy", 503, "The server is busy. Please try again in a moment.") { RetryAfter = 1 };

    public static readonly Error DatabaseUnavailable = new("database.unavailable", 503,
        "The database cannot be reached right now. Nothing is lost; please try again in a moment.")
    { RetryAfter = 2 };

    public static readonly Error DatabaseLimited = new("database.rate_limited", 503,
        "The database has reached a limit. Nothing is lost; please try again later.")
    { RetryAfter = 5 };
}
