using System.Net;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>What passes soon is not seen by anybody: the server asks again.</summary>
[Trait("Store", "S3")]
public sealed class StoreRetryTests(FailingStore failing) : FileTestBase(failing.Server), IClassFixture<FailingStore>
{
    [Theory]
    [InlineData("start", 429, "TooManyRequests")]
    [InlineData("list", 503, "ServiceUnavailable")]
    [InlineData("complete", 500, "InternalError")]
    [InlineData("check", 429, "TooManyRequests")]
    public async Task What_passes_soon_is_tried_again(string step, int status, string code)
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = step == "start" ? null : await UploadedAsync(ana);

        failing.Proxy.Fail(Answers(status, code), request => StoreFaultCase.IsOf(step, request), times: 2);
        await StepAsync(step, ana, upload);

        Assert.Equal(2, failing.Proxy.Failed);
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_found()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await UploadedAsync(ana);

        failing.Proxy.Fail(new StoreFault.LosesAnswer(), request => StoreFaultCase.IsOf("complete", request), times: 1);
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

        // Not the look whether it is there, which asks for the first byte.
        failing.Proxy.Fail(new StoreFault.BreaksOff(After: 1_000_000), request => StoreFaultCase.IsOf("check", request) && request.Headers.Range != "bytes=0-0", times: 3);
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
        "list" => ana.Client.Files.PartsAsync(upload!.Id, Ct),
        _ => ana.Client.Files.CompleteAsync(upload!.Id, ct: Ct),
    };
}
