using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>What the store's answers mean: for whom to try again, and what to tell user and operator (docs/r2.md).</summary>
internal static class S3Failures
{
    private const string Network = "check R2_ENDPOINT, the network, and the store's status page";
    private const string Keys = "check R2_ACCESS_KEY and R2_SECRET_KEY, and that the token may read and write objects of bucket ";

    /// <summary>The key or the upload is not there, which is an answer.</summary>
    public static bool IsMissing(AmazonServiceException e) =>
        e.StatusCode is HttpStatusCode.NotFound && e.ErrorCode is not "NoSuchBucket";

    /// <summary>Refused because of the keys: another pair may do.</summary>
    public static bool IsDenied(AmazonServiceException e) =>
        e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && e.ErrorCode is not ("RequestTimeTooSkewed" or "ExpiredRequest");

    /// <summary>Whether the same request may succeed in a moment.</summary>
    public static bool PassesSoon(Exception? e) => e switch
    {
        null => false,
        AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError and not (HttpStatusCode.NotImplemented or HttpStatusCode.InsufficientStorage) } => true,
        // The body arrived short or damaged.
        AmazonServiceException { ErrorCode: "IncompleteBody" or "ClientDisconnect" or "RequestTimeout" or "BadDigest" } => true,
        AmazonServiceException { StatusCode: not 0 } => false,
        _ => IsNetwork(e),
    };

    /// <summary>Null for what is no failure of the store, but a mistake of ours.</summary>
    public static StoreException? Explain(Exception e, ObjectStore store) => e switch
    {
        AmazonServiceException { StatusCode: not 0 } refused => Refused(refused, store),
        _ when Find<AuthenticationException>(e) is { } tls => new(StoreErrors.Unavailable, tls.InnerException?.Message ?? tls.Message, $"check the certificate of {store.Endpoint.Authority}", e),
        _ when Find<TimeoutException>(e) is not null => new(StoreErrors.Unavailable, $"{store.Endpoint.Authority} did not answer in time", Network, e),
        _ when IsNetwork(e) => new(StoreErrors.Unavailable, $"{store.Endpoint.Authority}: {Innermost(e).Message}", Network, e),
        AmazonClientException => new(StoreErrors.Failed, e.Message, "look up the message in the log", e),
        _ => null,
    };

    private static StoreException Refused(AmazonServiceException e, ObjectStore store)
    {
        var cause = $"{(int)e.StatusCode} {e.ErrorCode} from {store.Endpoint.Authority}{(string.IsNullOrEmpty(e.RequestId) ? "" : $", request {e.RequestId}")}: {e.Message}";
        return (e.StatusCode, e.ErrorCode) switch
        {
            (_, "RequestTimeTooSkewed") => new(StoreErrors.AccessDenied, cause, "set this machine's clock: it differs from the store's by more than 15 minutes", e),
            (_, "NotEntitled") => new(StoreErrors.AccessDenied, cause, "switch on R2 in Cloudflare's dashboard", e),
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => new(StoreErrors.AccessDenied, cause, $"{Keys}{store.Bucket}, and this machine's clock", e),
            (HttpStatusCode.NotFound, _) => new(StoreErrors.Misconfigured, cause, $"check R2_BUCKET: there is no bucket {store.Bucket} (a jurisdiction has an endpoint of its own)", e),
            (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, _) => new(StoreErrors.RateLimited, cause, "send fewer requests at once, or ask the store for more", e),
            (HttpStatusCode.InsufficientStorage, _) => new(StoreErrors.Full, cause, "free room in the store, or make it larger", e),
            _ => new(StoreErrors.Failed, cause, "see the store's status page, and docs/r2.md for this code", e),
        };
    }

    private static bool IsNetwork(Exception e) =>
        Find<HttpRequestException>(e) is not null || Find<IOException>(e) is not null || Find<SocketException>(e) is not null || Find<TimeoutException>(e) is not null;

    private static T? Find<T>(Exception? e)
        where T : Exception => e is null ? null : e as T ?? Find<T>(e.InnerException);

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);
}
