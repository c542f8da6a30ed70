using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Tests.Features.Files;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Contracts;

/// <summary>The embedded store: the contract, and what only a disk can do wrong.</summary>
[Trait("Store", "Disk")]
public sealed class DiskFileStoreTests(Server server) : FileStoreContract(server), IClassFixture<Server>
{
    private DiskLayout Layout => Server.Services.GetRequiredService<DiskLayout>();

    [Fact]
    public async Task A_completion_killed_between_its_steps_is_completed_again()
    {
        var upload = await CompletedAsync(complete: false);
        var stored = Layout.ObjectOf(upload.Key);

        // Killed after the move, with another writer's half part carried along.
        Directory.CreateDirectory(Path.GetDirectoryName(stored)!);
        Directory.Move(Layout.UploadOf(upload.Key), stored);
        await File.WriteAllBytesAsync(DiskLayout.TemporaryPart(stored, 2), [1, 2, 3], Ct);

        Assert.True(await Store.CompleteAsync(upload, Ct));
        Assert.Equal(upload.Plan.Count, Directory.GetFiles(stored).Length);
    }

    [Fact]
    public async Task A_part_killed_half_way_does_not_count()
    {
        var upload = await BeginAsync(100);
        await File.WriteAllBytesAsync(DiskLayout.TemporaryPart(Layout.UploadOf(upload.Key), 1), new byte[100], Ct);

        Assert.Empty((await Store.PartsAsync(upload, Ct))!);
        Assert.False(await Store.CompleteAsync(upload, Ct));
    }

    [Fact]
    public async Task A_part_cut_short_on_the_disk_keeps_the_upload_open()
    {
        var upload = await BeginAsync(100);
        (await PutAsync(upload, 1, SampleFiles.Bytes(100))).EnsureSuccessStatusCode();
        await File.WriteAllBytesAsync(DiskLayout.Part(Layout.UploadOf(upload.Key), 1), new byte[99], Ct);

        Assert.False(await Store.CompleteAsync(upload, Ct));
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_writing_is_said_honestly()
    {
        // The device that is always full: the same answer from the system as a full disk gives.
        var failure = await Assert.ThrowsAsync<StoreException>(() => DiskFailures.Guard(Layout.Root, async () =>
        {
            await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
            await full.WriteAsync(new byte[100], Ct);
            return true;
        }));

        Assert.Equal("storage.full", failure.Error.Code);
    }

    [Fact]
    public async Task A_part_that_fails_half_way_leaves_nothing_behind()
    {
        var upload = await BeginAsync(100);
        var parts = Server.Services.GetRequiredService<DiskParts>();
        var ticket = new PartTicket(upload.Key, 1, 100, upload.OwnerId, Server.Clock.GetUtcNow().AddMinutes(1));

        foreach (var length in new[] { 0, 99, 101, 5_000_000 })
            Assert.Equal(PartOutcome.WrongSize, await parts.WriteAsync(ticket, new MemoryStream(new byte[length]), Ct));
        await Assert.ThrowsAsync<StoreException>(() => parts.WriteAsync(ticket, new FailingStream(), Ct));

        Assert.Empty(Directory.GetFiles(Layout.UploadOf(upload.Key)));
    }

    [Fact]
    public async Task Room_is_left_for_messages()
    {
        var store = new DiskFileStore(Layout, Server.Services.GetRequiredService<DiskLinks>(), Server.Services.GetRequiredService<DiskParts>(), new FileLimits { LowWater = long.MaxValue / 2 }, Server.Services.GetRequiredService<FileMeter>());

        var failure = await Assert.ThrowsAsync<StoreException>(() => store.BeginAsync(new("uploads/x/y", "text/plain", 1), Ct));

        Assert.Equal("storage.full", failure.Error.Code);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("uploads/../x")]
    [InlineData("uploads/00000000-0000-0000-0000-000000000000/../../../0000000000000000000000000000000000000000000000000000000000")]
    [InlineData("uploads/00000000-0000-0000-0000-000000000000/0000000000000000000000000000000000000000000000000000000000000000\n")]
    public async Task What_is_no_key_never_becomes_a_path(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(key, Guid.Empty, Ct));

    /// <summary>Gives some bytes, then fails as a disk does.</summary>
    private sealed class FailingStream : MemoryStream
    {
        private bool _began;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_began) throw new IOException("No space left on device", hresult: 28);
            _began = true;
            return ValueTask.FromResult(50);
        }
    }
}
