using System.Net;
using BrainMessenger.Client;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>What the operator reads of a store that is away for a while.</summary>
[Trait("Store", "S3")]
public sealed class StoreOutageTests(FailingStore failing) : FileTestBase(failing.Server), IClassFixture<FailingStore>
{
    [Fact]
    public async Task It_is_told_once_a_minute_with_the_number_of_requests_that_it_cost()
    {
        using var ana = await Server.SignUpAsync("Ana");
        failing.Proxy.Fail(new StoreFault.Answers(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), _ => true);
        Task RefusedAsync() => Assert.ThrowsAsync<ApiException>(() => ReserveAsync(ana, 100));

        for (var tries = 0; tries < 5; tries++) await RefusedAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(1.1));
        await RefusedAsync();
        failing.Proxy.Heal();

        var told = failing.Log.Lines.Where(line => line.Contains("File store: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, told.Count);
        Assert.DoesNotContain("more since", told[0], StringComparison.Ordinal);
        Assert.Contains("storage.rate_limited, and 4 more since the last time. Cause: ", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_removed_keeps_no_other_one()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var stuck = await UploadAsync(ana, SampleFiles.Bytes(100));
        var free = await UploadAsync(ana, SampleFiles.Bytes(200));
        foreach (var file in new[] { stuck, free }) await ana.Client.Files.DeleteAsync(file.Id, Ct);
        failing.Proxy.Fail(new StoreFault.Answers(HttpStatusCode.Forbidden, "AccessDenied"), request => request.Path.Value!.Contains(stuck.Id.ToString(), StringComparison.Ordinal));

        await CleanedUpAsync(TimeSpan.FromMinutes(11), async () => await LeftAsync() is [var only] && only == stuck.Id);
        failing.Proxy.Heal();

        await CleanedUpAsync(TimeSpan.FromMinutes(1.1), async () => await LeftAsync() is []);
    }

    private async Task<List<Guid>> LeftAsync()
    {
        await using var db = await Server.NewDbAsync();
        return await db.Files.Select(f => f.Id).ToListAsync(Ct);
    }
}
