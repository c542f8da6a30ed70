using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using BrainMessenger.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>Files move between folder and bucket while people send and read; nobody notices.</summary>
[Trait("Store", "S3")]
public sealed class FileMoveTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_move_to_the_bucket_and_back_while_people_send_and_read()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await Server.StartAsync(bucket.Variables());
        using var ana = await server.SignUpAsync("Ana");
        var stores = server.Services.GetRequiredService<FileStores>();

        // Before there was a bucket.
        await MoveAsync(server, FileStores.Disk);
        var small = await SendAsync(ana, SampleFiles.Bytes(1000, seed: 1));
        var same = await SendAsync(ana, SampleFiles.Bytes(1000, seed: 1));
        var large = await SendAsync(ana, SampleFiles.Bytes((11 * 1024 * 1024) + 7, seed: 2));
        Assert.Equal([FileStores.Disk], await PlacesAsync(server));

        var there = await MoveAsync(server, FileStores.Bucket);
        var later = await SendAsync(ana, SampleFiles.Bytes(500, seed: 3));
        Assert.Equal((2, 1000 + large.Bytes.Length, 0, 0), there);
        Assert.Equal([FileStores.Bucket], await PlacesAsync(server));
        foreach (var file in new[] { small, same, large, later }) Assert.Equal(file.Bytes, await ReadAsync(ana, file.Id));
        Assert.Empty(await KeysAsync(stores.Named(FileStores.Disk)));
        Assert.Equal(3, (await KeysAsync(stores.Named(FileStores.Bucket))).Count);

        Assert.Equal((3, 1500 + large.Bytes.Length, 0, 0), await MoveAsync(server, FileStores.Disk));
        foreach (var file in new[] { small, same, large, later }) Assert.Equal(file.Bytes, await ReadAsync(ana, file.Id));
        Assert.Empty(await KeysAsync(stores.Named(FileStores.Bucket)));
        Assert.Equal((0, 0L, 0, 0), await MoveAsync(server, FileStores.Disk));
    }

    [Fact]
    public async Task An_upload_under_way_ends_where_it_began_and_moves_the_next_time()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await Server.StartAsync(bucket.Variables());
        using var ana = await server.SignUpAsync("Ana");
        await MoveAsync(server, FileStores.Disk);
        var bytes = SampleFiles.Bytes(2000);
        var upload = await ana.Client.Files.ReserveAsync(new() { Name = "a", Size = bytes.Length, ContentType = "a/b" }, ct: Ct);

        Assert.Equal((0, 0L, 0, 1), await MoveAsync(server, FileStores.Bucket));
        await ana.Client.Files.PutPartAsync(upload.Parts[0], bytes, Ct);
        await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct);

        Assert.Equal((1, 2000L, 0, 0), await MoveAsync(server, FileStores.Bucket));
        Assert.Equal(bytes, await ReadAsync(ana, upload.Id));
    }

    [Fact]
    public async Task A_file_without_bytes_is_named_and_stops_nothing()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await Server.StartAsync(bucket.Variables());
        using var ana = await server.SignUpAsync("Ana");
        var lost = await SendAsync(ana, SampleFiles.Bytes(100, seed: 1));
        var kept = await SendAsync(ana, SampleFiles.Bytes(100, seed: 2));
        var store = server.Services.GetRequiredService<FileStores>().Named(FileStores.Bucket);
        await store.DeleteAsync((await KeysAsync(store)).Single(key => key.Contains(lost.Id.ToString(), StringComparison.Ordinal)), "", Ct);

        Assert.Equal((1, 100L, 1, 0), await MoveAsync(server, FileStores.Disk));

        Assert.Equal(kept.Bytes, await ReadAsync(ana, kept.Id));
    }

    [Theory]
    [InlineData(FileStores.Disk)]
    [InlineData(FileStores.Bucket)]
    public async Task A_move_that_was_cut_off_before_the_row_was_changed_is_repeated(string to)
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await Server.StartAsync(bucket.Variables());
        using var ana = await server.SignUpAsync("Ana");
        var stores = server.Services.GetRequiredService<FileStores>();
        await MoveAsync(server, to == FileStores.Disk ? FileStores.Bucket : FileStores.Disk);
        var file = await SendAsync(ana, SampleFiles.Bytes(1000));
        await CopyAsync(server, file, stores.Named(to));

        Assert.Equal((1, 1000L, 0, 0), await MoveAsync(server, to));

        Assert.Equal(file.Bytes, await ReadAsync(ana, file.Id));
        Assert.Single(await KeysAsync(stores.Named(to)));
    }

    [Fact]
    public async Task A_second_row_over_bytes_that_have_moved_joins_them()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await Server.StartAsync(bucket.Variables());
        using var ana = await server.SignUpAsync("Ana");
        var first = await SendAsync(ana, SampleFiles.Bytes(1000));
        var second = await SendAsync(ana, SampleFiles.Bytes(1000));
        await CopyAsync(server, first, server.Services.GetRequiredService<FileStores>().Named(FileStores.Disk));
        // Sent again between the copy's row and the end of the move.
        await using (var db = await server.NewDbAsync())
            await db.Files.Where(f => f.Id == first.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.Store, FileStores.Disk), Ct);

        Assert.Equal((1, 1000L, 0, 0), await MoveAsync(server, FileStores.Disk));

        foreach (var file in new[] { first, second }) Assert.Equal(file.Bytes, await ReadAsync(ana, file.Id));
        Assert.Equal([FileStores.Disk], await PlacesAsync(server));
    }

    [Fact]
    public async Task Two_moves_at_once_are_refused_and_nothing_is_lost()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var server = await Server.StartAsync(bucket.Variables());
        using var ana = await server.SignUpAsync("Ana");
        var file = await SendAsync(ana, SampleFiles.Bytes(1000));
        // It waits two minutes for late readers before its end.
        using var stop = new CancellationTokenSource();
        var first = server.Services.GetRequiredService<FileMove>().RunAsync(FileStores.Disk, new Progress<(int, long)>(), stop.Token);

        await Assert.ThrowsAsync<StartupException>(() => server.Services.GetRequiredService<FileMove>().RunAsync(FileStores.Disk, new Progress<(int, long)>(), Ct));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await MoveAsync(server, FileStores.Disk);
        Assert.Equal(file.Bytes, await ReadAsync(ana, file.Id));
    }

    /// <summary>What a move has done that is killed before it changes the row.</summary>
    private static async Task CopyAsync(Server server, (Guid Id, byte[] Bytes) file, IFileStore to)
    {
        await using var db = await server.NewDbAsync();
        var row = await db.Files.SingleAsync(f => f.Id == file.Id, Ct);
        var upload = row.Upload() with { UploadId = await to.BeginAsync(new(row.Key, row.ContentType, row.Size), Ct) };
        await to.PutPartAsync(upload, 1, file.Bytes, Ct);
        Assert.True(await to.CompleteAsync(upload, Ct));
    }

    /// <summary>As the verb does, but the two minutes for late readers are over at once.</summary>
    private static async Task<(int, long, int, int)> MoveAsync(Server server, string to)
    {
        var move = server.Services.GetRequiredService<FileMove>().RunAsync(to, new Progress<(int, long)>(), Ct);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!move.IsCompleted)
        {
            await timer.WaitForNextTickAsync(Ct);
            server.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        var report = await move;
        return (report.Moved, report.Bytes, report.Missing, report.Waiting);
    }

    private static async Task<(Guid Id, byte[] Bytes)> SendAsync(Person person, byte[] bytes)
    {
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var file = await person.Client.Files.UploadAsync(new MemoryStream(bytes), new() { Name = "a", Size = bytes.Length, ContentType = "a/b", Sha256 = sha256 }, ct: Ct);
        return (file.Id, bytes);
    }

    private static async Task<byte[]> ReadAsync(Person person, Guid id)
    {
        await using var read = await person.Client.Files.DownloadAsync(id, ct: Ct);
        using var copy = new MemoryStream();
        await read.CopyToAsync(copy, Ct);
        return copy.ToArray();
    }

    private static async Task<List<string>> PlacesAsync(Server server)
    {
        await using var db = await server.NewDbAsync();
        return await db.Files.Select(file => file.Store).Distinct().ToListAsync(Ct);
    }

    private static async Task<List<string>> KeysAsync(IFileStore store) => await store.ListAsync(Ct).Select(entry => entry.Key).ToListAsync(Ct);
}
