using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>Keys that are being changed: nobody notices, and the operator can tell when it is over.</summary>
[Trait("Store", "S3")]
public sealed class StoreKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_new_keys_do_not_work_yet_the_former_ones_are_used()
    {
        using var bucket = await TestBucket.CreateAsync();
        var log = new KeptLog();
        await using var server = await StartAsync(log, bucket, ("R2_ACCESS_KEY", "notyet"), ("R2_SECRET_KEY", "notyetnotyet"), ("R2_ACCESS_KEY_PREVIOUS", bucket.Key), ("R2_SECRET_KEY_PREVIOUS", bucket.Secret));

        await TravelsAsync(server);

        Assert.Single(log.Lines, line => line.Contains("refuses the new keys", StringComparison.Ordinal) && line.Contains("before you revoke", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Former_keys_that_were_revoked_do_no_harm()
    {
        using var bucket = await TestBucket.CreateAsync();
        var log = new KeptLog();
        await using var server = await StartAsync(log, bucket, ("R2_ACCESS_KEY_PREVIOUS", "revoked"), ("R2_SECRET_KEY_PREVIOUS", "revokedrevoked"));

        await TravelsAsync(server);

        Assert.DoesNotContain(log.Lines, line => line.Contains("keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_neither_works_people_are_told()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await StartAsync(new(), bucket, ("R2_SECRET_KEY", "wrongwrong"), ("R2_ACCESS_KEY_PREVIOUS", "revoked"), ("R2_SECRET_KEY_PREVIOUS", "revokedrevoked"));
        using var ana = await server.SignUpAsync("Ana");

        var refused = await Assert.ThrowsAsync<ApiException>(() => ana.Client.Files.ReserveAsync(new() { Name = "a", Size = 1, ContentType = "a/b" }, ct: Ct));

        Assert.Equal("storage.access_denied", refused.Code);
    }

    private static async Task TravelsAsync(Server server)
    {
        using var ana = await server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(1000);
        var file = await ana.Client.Files.UploadAsync(new MemoryStream(bytes), new() { Name = "a", Size = bytes.Length, ContentType = "a/b" }, ct: Ct);
        await using var read = await ana.Client.Files.DownloadAsync(file.Id, ct: Ct);
        using var copy = new MemoryStream();
        await read.CopyToAsync(copy, Ct);
        Assert.Equal(bytes, copy.ToArray());
    }

    private static Task<Server> StartAsync(KeptLog log, TestBucket bucket, params (string, string)[] changes) =>
        Server.StartAsync(services => services.AddSingleton<ILoggerProvider>(log), [.. bucket.Variables(), .. changes]);
}
