using System.Net;
using BrainMessenger.Client;
using BrainMessenger.Server.Features.Files.Store.S3;
using BrainMessenger.Tests.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>A server behind which the store fails as told; it gives up quickly.</summary>
public sealed class FailingStore : IAsyncLifetime
{
    private TestBucket? _bucket;

    public Server Server { get; private set; } = null!;

    internal StoreProxy Proxy { get; private set; } = null!;

    internal KeptLog Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        Proxy = await StoreProxy.BeforeAsync(_bucket.Endpoint);
        Server = await Server.StartAsync(
            services => services
                .AddSingleton(new S3Retries { Count = 2, FirstPause = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromSeconds(1) })
                .AddSingleton<ILoggerProvider>(Log),
            _bucket.Variables(Proxy.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
        _bucket!.Dispose();
    }
}

/// <summary>
/// What people and the operator are told when the store fails, at each step of a file's way; nothing is reported as done
/// that was not, and afterwards the same step succeeds.
/// </summary>
[Trait("Store", "S3")]
public sealed class StoreFaultTests(FailingStore failing) : FileTestBase(failing.Server), IClassFixture<FailingStore>
{
    private const string Denied = "storage.access_denied";
    private const string Failed = "storage.failed";
    private const string Limited = "storage.rate_limited";
    private const string Unavailable = "storage.unavailable";

    private static readonly (StoreFault Fault, string Code, string Cure, int Tries)[] _faults =
    [
        (Answers(401, "Unauthorized"), Denied, "R2_ACCESS_KEY", 1),
        (Answers(403, "AccessDenied"), Denied, "R2_SECRET_KEY", 1),
        (Answers(403, "SignatureDoesNotMatch"), Denied, "R2_SECRET_KEY", 1),
        (Answers(403, "NotEntitled"), Denied, "switch on R2", 1),
        (Answers(403, "RequestTimeTooSkewed"), Denied, "clock", 1),
        (Answers(404, "NoSuchBucket"), "storage.misconfigured", "R2_BUCKET", 1),
        (Answers(400, "InvalidObjectName"), Failed, "docs/r2.md", 1),
        (Answers(400, "EntityTooLarge"), Failed, "docs/r2.md", 1),
        (Answers(400, "ExpiredRequest"), Failed, "docs/r2.md", 1),
        (Answers(400, "BadDigest"), Failed, "docs/r2.md", 3),
        (Answers(400, "IncompleteBody"), Failed, "docs/r2.md", 3),
        (Answers(409, "BucketConflict"), Failed, "docs/r2.md", 1),
        (Answers(411, "MissingContentLength"), Failed, "docs/r2.md", 1),
        (Answers(412, "PreconditionFailed"), Failed, "docs/r2.md", 1),
        (Answers(416, "InvalidRange"), Failed, "docs/r2.md", 1),
        (Answers(429, "TooManyRequests"), Limited, "fewer requests", 3),
        (Answers(500, "InternalError"), Failed, "status page", 3),
        (Answers(501, "NotImplemented"), Failed, "docs/r2.md", 1),
        (Answers(503, "ServiceUnavailable"), Limited, "fewer requests", 3),
        (Answers(507, "InsufficientStorage"), "storage.full", "room", 1),
        (new StoreFault.Cuts(), Unavailable, "R2_ENDPOINT", 3),
        (new StoreFault.Hangs(), Unavailable, "R2_ENDPOINT", 3),
    ];

    public static TheoryData<string, int> StepsAndFaults()
    {
        var data = new TheoryData<string, int>();
        foreach (var step in new[] { "start", "parts", "complete", "check" })
            for (var fault = 0; fault < _faults.Length; fault++) data.Add(step, fault);
        return data;
    }

    [Theory]
    [MemberData(nameof(StepsAndFaults))]
    public async Task A_failing_store_is_said_honestly_and_nothing_is_lost(string step, int number)
    {
        var (fault, code, cure, tries) = _faults[number];
        using var ana = await Server.SignUpAsync("Ana");
        var upload = step == "start" ? null : await UploadedAsync(ana);
        failing.Log.Lines.Clear();

        failing.Proxy.Fail(fault, request => IsStep(step, request));
        var refused = await Assert.ThrowsAsync<ApiException>(() => StepAsync(step, ana, upload));
        failing.Proxy.Heal();

        Assert.Equal(code, refused.Code);
        // A connection that ends without a word is also tried again below us.
        if (fault is StoreFault.Cuts) Assert.InRange(failing.Proxy.Failed, tries, tries * 20);
        else Assert.Equal(tries, failing.Proxy.Failed);
        Assert.Contains(failing.Log.Lines, line => line.Contains(code, StringComparison.Ordinal) && line.Contains(cure, StringComparison.Ordinal));
        if (upload is not null) await RefusedAsync("not_found", () => ana.Client.Files.LinkAsync(upload.Id, ct: Ct));
        upload ??= await UploadedAsync(ana);
        var file = await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct);
        Assert.Equal(SampleFiles.Bytes(100), await (await ReadAsync(ana, file.Id)).Content.ReadAsByteArrayAsync(Ct));
    }

    [Theory]
    [InlineData("start", 429, "TooManyRequests")]
    [InlineData("parts", 503, "ServiceUnavailable")]
    [InlineData("complete", 500, "InternalError")]
    [InlineData("check", 429, "TooManyRequests")]
    public async Task What_passes_soon_is_tried_again(string step, int status, string code)
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = step == "start" ? null : await UploadedAsync(ana);

        failing.Proxy.Fail(Answers(status, code), request => IsStep(step, request), times: 2);
        await StepAsync(step, ana, upload);

        Assert.Equal(2, failing.Proxy.Failed);
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_found()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await UploadedAsync(ana);

        failing.Proxy.Fail(new StoreFault.LosesAnswer(), request => IsStep("complete", request), times: 1);
        var file = await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct);

        Assert.Equal(("ready", 1), (file.Status, failing.Proxy.Failed));
    }

    [Fact]
    public async Task A_check_that_breaks_off_goes_on_where_it_broke()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes((2 * Part) + 5);
        var upload = await ReserveAsync(ana, bytes.Length, sha256: Sha256(bytes));
        foreach (var part in upload.Parts) await PutAsync(ana, upload, part.Number, bytes);

        failing.Proxy.Fail(new StoreFault.BreaksOff(After: 1_000_000), request => IsStep("check", request), times: 3);
        var file = await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct);

        Assert.Equal(("ready", 3), (file.Status, failing.Proxy.Failed));
    }

    [Fact]
    public async Task An_upload_that_the_store_does_not_know_any_more_is_gone()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await UploadedAsync(ana);

        failing.Proxy.Fail(Answers(404, "NoSuchUpload"), request => request.Query.ContainsKey("uploadId"));

        await RefusedAsync("file.missing", () => ana.Client.Files.PartsAsync(upload.Id, Ct));
        await RefusedAsync("file.incomplete", () => ana.Client.Files.CompleteAsync(upload.Id, ct: Ct));
        failing.Proxy.Heal();
    }

    private static StoreFault.Answers Answers(int status, string code) => new((HttpStatusCode)status, code);

    private static async Task<Upload> UploadedAsync(Person ana)
    {
        var upload = await ReserveAsync(ana, 100);
        await PutAsync(ana, upload, 1, SampleFiles.Bytes(100));
        return upload;
    }

    private static Task StepAsync(string step, Person ana, Upload? upload) => step switch
    {
        "start" => ReserveAsync(ana, 100),
        "parts" => ana.Client.Files.PartsAsync(upload!.Id, Ct),
        _ => ana.Client.Files.CompleteAsync(upload!.Id, ct: Ct),
    };

    private static bool IsStep(string step, HttpRequest request) => step switch
    {
        "start" => HttpMethods.IsPost(request.Method) && request.Query.ContainsKey("uploads"),
        "parts" => HttpMethods.IsGet(request.Method) && request.Query.ContainsKey("uploadId"),
        "complete" => HttpMethods.IsPost(request.Method) && request.Query.ContainsKey("uploadId"),
        _ => HttpMethods.IsGet(request.Method) && request.Query.Count == 0,
    };
}
