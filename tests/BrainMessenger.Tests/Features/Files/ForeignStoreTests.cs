using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>A database and a store that do not belong together, or no longer: nothing is removed by guess, nothing spins.</summary>
public sealed class ForeignStoreTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    [Fact]
    public async Task A_database_that_knows_nothing_of_the_store_removes_nothing_until_it_is_told_to()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        await UploadAsync(ana, SampleFiles.Bytes(100));
        await UploadAsync(ana, SampleFiles.Bytes(200));
        await using (var db = await own.NewDbAsync()) await db.Files.ExecuteDeleteAsync(Ct);
        own.Clock.Advance(TimeSpan.FromHours(25));

        var careful = await Sweep(own).RunAsync(Ct);

        Assert.Equal((2, 0), (careful.Kept, careful.Orphans));
        Assert.Contains("2 objects without a row left alone", careful.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(own));
        var told = await Sweep(own).RunAsync(removeUnknown: true, Ct);
        Assert.Equal((0, 2), (told.Kept, told.Orphans));
        Assert.Equal(0, await CountAsync(own));
    }

    [Fact]
    public async Task Where_far_more_is_unknown_than_known_nothing_is_removed()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        var known = await UploadAsync(ana, SampleFiles.Bytes(100));
        for (var n = 0; n < 21; n++) await UploadAsync(ana, SampleFiles.Bytes(200 + n));
        await using (var db = await own.NewDbAsync()) await db.Files.Where(f => f.Id != known.Id).ExecuteDeleteAsync(Ct);
        own.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(21, (await Sweep(own).RunAsync(Ct)).Kept);

        Assert.Equal(22, await CountAsync(own));
    }

    [Fact]
    public async Task What_lies_in_a_bucket_that_is_not_configured_any_more_is_not_waited_for()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(100));
        await using (var db = await own.NewDbAsync())
            await db.Files.Where(f => f.Id == file.Id).ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Store, "gone").SetProperty(f => f.Status, FileStatus.Deleted).SetProperty(f => f.DeletedAt, own.Clock.GetUtcNow().AddDays(-1)), Ct);

        var report = await Sweep(own).RunAsync(Ct);

        Assert.Equal((0, null), (report.Removed, report.Next));
    }

    [Fact]
    public async Task A_file_whose_bytes_are_gone_is_stored_again_by_whoever_sends_it_again()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(1000);
        var lost = await SendAsync(ana, bytes);
        var store = Server.Services.GetRequiredService<IFileStore>();
        await using (var db = await Server.NewDbAsync()) await store.DeleteAsync((await db.Files.SingleAsync(f => f.Id == lost, Ct)).Key, "", Ct);
        await RefusedAsync("file.missing", () => ana.Client.Files.LinkAsync(lost, probe: true, ct: Ct));

        var again = await SendAsync(ana, bytes);

        Assert.Equal(bytes, await (await ReadAsync(ana, again)).Content.ReadAsByteArrayAsync(Ct));
        Assert.Empty((await ana.Client.Files.ReserveAsync(New(bytes), ct: Ct)).Parts);
    }

    private static BrainMessenger.Client.NewFile New(byte[] bytes) => new() { Name = "a", Size = bytes.Length, ContentType = "a/b", Sha256 = Sha256(bytes) };

    private static async Task<Guid> SendAsync(Person person, byte[] bytes) =>
        (await person.Client.Files.UploadAsync(new MemoryStream(bytes), New(bytes), ct: Ct)).Id;

    /// <summary>Another than the server's own, which wakes at the same moment.</summary>
    private static FileSweep Sweep(Server server) => ActivatorUtilities.CreateInstance<FileSweep>(server.Services);

    private static async Task<int> CountAsync(Server server) =>
        (await server.Services.GetRequiredService<IFileStore>().ListAsync(Ct).ToListAsync(Ct)).Count;
}
