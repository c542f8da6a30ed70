using System.Net;
using Microsoft.AspNetCore.Http;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>A way in which a store fails, and what has to be said about it.</summary>
/// <param name="Name">As the published table names it.</param>
/// <param name="Code">What people get; null where it succeeds all the same.</param>
/// <param name="Cure">What the operator reads.</param>
/// <param name="Tries">How often the server asks.</param>
internal sealed record StoreFaultCase(string Name, StoreFault Fault, string? Code, string Cure, int Tries)
{
    private const string Denied = "storage.access_denied";
    private const string Failed = "storage.failed";
    private const string Limited = "storage.rate_limited";
    private const string Unavailable = "storage.unavailable";
    private const string Docs = "docs/r2.md";

    public static readonly IReadOnlyList<StoreFaultCase> All =
    [
        Answers(401, "Unauthorized", Denied, "R2_ACCESS_KEY"),
        Answers(403, "AccessDenied", Denied, "R2_SECRET_KEY"),
        Answers(403, "SignatureDoesNotMatch", Denied, "R2_SECRET_KEY"),
        Answers(403, "NotEntitled", Denied, "switch on R2"),
        Answers(403, "RequestTimeTooSkewed", Denied, "clock"),
        Answers(404, "NoSuchBucket", "storage.misconfigured", "R2_BUCKET"),
        Answers(404, "NoSuchKey", "file.missing", ""),
        Answers(400, "InvalidObjectName", Failed, Docs),
        Answers(400, "EntityTooLarge", Failed, Docs),
        Answers(400, "ExpiredRequest", Failed, Docs),
        Answers(400, "BadDigest", Failed, Docs, tries: 3),
        Answers(400, "IncompleteBody", Failed, Docs, tries: 3),
        Answers(409, "BucketConflict", Failed, Docs),
        Answers(411, "MissingContentLength", Failed, Docs),
        Answers(412, "PreconditionFailed", Failed, Docs),
        Answers(416, "InvalidRange", Failed, Docs),
        Answers(429, "TooManyRequests", Limited, "fewer requests", tries: 3),
        Answers(500, "InternalError", Failed, "status page", tries: 3),
        Answers(501, "NotImplemented", Failed, Docs),
        Answers(503, "ServiceUnavailable", Limited, "fewer requests", tries: 3),
        Answers(507, "InsufficientStorage", "storage.full", "room"),
        new("no answer", new StoreFault.Hangs(), Unavailable, "R2_ENDPOINT", 3),
        new("cut before", new StoreFault.Cuts(), Unavailable, "R2_ENDPOINT", 3),
        new("cut after", new StoreFault.LosesAnswer(), Unavailable, "R2_ENDPOINT", 3),
        new("slow", new StoreFault.Slow(), null, "", 1),
    ];

    /// <summary>The requests of a step: those of browsers, where it is theirs, and those of the server that looks after them.</summary>
    public static bool IsOf(string step, HttpRequest request) => (step, request.Method) switch
    {
        ("start", "POST") => request.Query.ContainsKey("uploads"),
        ("part", "PUT") or ("part", "GET") or ("list", "GET") or ("complete", "POST") => request.Query.ContainsKey("uploadId"),
        ("check", "GET") => !request.Query.ContainsKey("uploadId"),
        ("read", "GET") => !request.Query.ContainsKey("uploadId"),
        ("delete", "DELETE") => true,
        _ => false,
    };

    /// <summary>What people get at a step; null where it succeeds.</summary>
    public string? Told(string step) => (Name, step) switch
    {
        // Whoever deletes is done at once; the store is asked later.
        (_, "delete") => null,
        // Nobody has to know an upload that does not begin yet: then it is the bucket that is not there.
        ("404 NoSuchKey", "start") => "storage.misconfigured",
        ("404 NoSuchKey", "complete") => "file.incomplete",
        _ => Code,
    };

    /// <summary>What the operator reads at a step; null where there is nothing to do.</summary>
    public string? Logged(string step) => (Name, step) switch
    {
        ("404 NoSuchKey", "start") => "storage.misconfigured",
        ("404 NoSuchKey", "check" or "read") => "is not whole in",
        ("404 NoSuchKey", _) => null,
        _ => Code,
    };

    private static StoreFaultCase Answers(int status, string code, string told, string cure, int tries = 1) =>
        new($"{status} {code}", new StoreFault.Answers((HttpStatusCode)status, code), told, cure, tries);
}
