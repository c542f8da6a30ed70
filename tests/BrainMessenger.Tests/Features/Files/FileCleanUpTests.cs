using System.Net;
using BrainMessenger.Client;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

public sealed class FileCleanUpTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    [Fact]
    public async Task An_upload_not_finished_within_a_day_is_removed()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await ReserveAsync(ana, (2 * Part) - 1);
        await PutAsync(ana, upload, 1, new byte[(2 * Part) - 1]);

        Server.Clock.Advance(TimeSpan.FromHours(23));
        await SweepAsync();
        Assert.Single(await KeysAsync(upload.Id));

        // Nobody asks for the sweep: it was due since the reservation.
        await CleanedUpAsync(TimeSpan.FromHours(1.1), async () => (await KeysAsync(upload.Id)).Count == 0);
        await UntilAsync(async () => await RowAsync(upload.Id) is null);
    }

    [Fact]
    public async Task A_deleted_files_bytes_go_a_little_later()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Png(100, 100), "a.png", "image/png");
        var small = await UploadAsync(ana, SampleFiles.Png(10, 10), "s.png", "image/png", thumbnailOf: file.Id);
        await ana.Client.Files.DeleteAsync(file.Id, Ct);
        await SweepAsync();
        Assert.Single(await KeysAsync(file.Id));

        await CleanedUpAsync(TimeSpan.FromMinutes(11), async () => await RowAsync(file.Id) is null && await RowAsync(small.Id) is null);
        Assert.Empty(await KeysAsync(file.Id));
        Assert.Empty(await KeysAsync(small.Id));
    }

    [Fact]
    public async Task Bytes_shared_by_two_files_stay_for_the_second()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(500, seed: 77);
        var first = await UploadAsync(ana, bytes, sha256: Sha256(bytes));
        var second = await UploadAsync(ana, bytes, sha256: Sha256(bytes));
        await ana.Client.Files.DeleteAsync(first.Id, Ct);
        await CleanedUpAsync(TimeSpan.FromMinutes(11), async () => await RowAsync(first.Id) is null);

        Assert.Equal(bytes, await (await ReadAsync(ana, second.Id)).Content.ReadAsByteArrayAsync(Ct));

        await ana.Client.Files.DeleteAsync(second.Id, Ct);
        await CleanedUpAsync(TimeSpan.FromMinutes(11), async () => (await KeysAsync(first.Id)).Count == 0);
    }

    [Fact]
    public async Task A_file_attached_at_the_moment_of_its_deletion_comes_back()
    {
        using var ana = await Server.SignUpAsync("Ana");
        using var ben = await Server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id, Ct);
        var file = await UploadAsync(ana, SampleFiles.Bytes(100));
        await ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [file.Id] }, Ct);
        // What a deletion leaves that looked for references just before the message was committed.
        await using (var db = await Server.NewDbAsync())
            await db.Files.Where(f => f.Id == file.Id).MarkDeletedAsync(Server.Clock.GetUtcNow(), Ct);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(ben, file.Id)).StatusCode);

        Server.Clock.Advance(TimeSpan.FromMinutes(11));
        await SweepAsync();

        Assert.Equal(FileStatus.Ready, (await RowAsync(file.Id))!.Status);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(ben, file.Id)).StatusCode);
    }

    [Fact]
    public async Task Files_released_by_others_go_unless_something_else_shows_them()
    {
        using var ana = await Server.SignUpAsync("Ana");
        using var ben = await Server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id, Ct);
        var sent = await UploadAsync(ana, SampleFiles.Bytes(100));
        var unsent = await UploadAsync(ana, SampleFiles.Bytes(100));
        await ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [sent.Id] }, Ct);

        await Server.Services.GetRequiredService<FileCatalog>().ReleaseAsync([sent.Id, unsent.Id, Guid.NewGuid()]);

        Assert.Equal((FileStatus.Ready, FileStatus.Deleted), ((await RowAsync(sent.Id))!.Status, (await RowAsync(unsent.Id))!.Status));
    }

    [Fact]
    public async Task A_file_that_nothing_ever_used_is_removed_after_a_week()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        using var ben = await own.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id, Ct);
        var sent = await UploadAsync(ana, SampleFiles.Bytes(100));
        var unsent = await UploadAsync(ana, SampleFiles.Bytes(100));
        await ana.Client.Messages.SendAsync(chat.Id, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [sent.Id] }, Ct);
        var sweep = own.Services.GetRequiredService<FileSweep>();

        own.Clock.Advance(TimeSpan.FromDays(7.1));
        await sweep.RunAsync(Ct);
        own.Clock.Advance(TimeSpan.FromMinutes(11));
        await sweep.RunAsync(Ct);

        await using var db = await own.NewDbAsync();
        Assert.Equal([sent.Id], await db.Files.Select(f => f.Id).ToListAsync(Ct));
    }

    [Fact]
    public async Task Bytes_that_no_row_knows_are_removed_after_a_day()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        var kept = await UploadAsync(ana, SampleFiles.Bytes(100));
        var store = own.Services.GetRequiredService<IFileStore>();
        // Killed between the store's answer and the row; and a row lost with the bytes left.
        await store.BeginAsync(new($"uploads/{Guid.NewGuid()}/{new string('a', 64)}", "a/b", 10), Ct);
        var orphan = await UploadAsync(ana, SampleFiles.Bytes(200));
        await using (var db = await own.NewDbAsync()) await db.Files.Where(f => f.Id == orphan.Id).ExecuteDeleteAsync(Ct);

        own.Clock.Advance(TimeSpan.FromHours(25));
        await own.Services.GetRequiredService<FileSweep>().RunAsync(Ct);

        var left = await store.ListAsync(Ct).Select(entry => entry.Key).ToListAsync(Ct);
        Assert.Contains(kept.Id.ToString(), Assert.Single(left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_without_bytes_are_found_once_a_day()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        var whole = await UploadAsync(ana, SampleFiles.Bytes(100));
        var lost = await UploadAsync(ana, SampleFiles.Bytes(200));
        var store = own.Services.GetRequiredService<IFileStore>();
        await store.RemoveAsync(await store.ListAsync(Ct).SingleAsync(entry => entry.Key.Contains(lost.Id.ToString(), StringComparison.Ordinal), Ct), Ct);

        // Another sweep than the server's own, which wakes at the same moment.
        var sweep = ActivatorUtilities.CreateInstance<FileSweep>(own.Services);
        own.Clock.Advance(TimeSpan.FromMinutes(5));
        var first = await sweep.RunAsync(Ct);

        Assert.Equal((true, 1, 0), (first.Compared, first.Missing, first.Orphans));
        Assert.False((await sweep.RunAsync(Ct)).Compared);
        Assert.Equal(HttpStatusCode.OK, (await own.Http.GetAsync((await ana.Client.Files.LinkAsync(whole.Id, ct: Ct)).Url, Ct)).StatusCode);
        await RefusedAsync("file.missing", () => ana.Client.Files.LinkAsync(lost.Id, probe: true, ct: Ct));
    }

    [Theory]
    [InlineData("after begin")]
    [InlineData("after parts")]
    [InlineData("after the store completed")]
    public async Task An_upload_killed_at_any_stage_is_finished_after_the_restart(string stage)
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(Part + 1000);
        var upload = await ReserveAsync(ana, bytes.Length, sha256: Sha256(bytes));
        if (stage != "after begin") await Task.WhenAll(PutAsync(ana, upload, 1, bytes), PutAsync(ana, upload, 2, bytes));
        if (stage == "after the store completed")
            Assert.True(await Server.Services.GetRequiredService<IFileStore>().CompleteAsync((await RowAsync(upload.Id))!.Upload(), Ct));

        await Server.RestartAsync();
        using var again = ana with { Client = Server.NewClient(ana.Token) };

        Assert.Equal(FileStatus.Uploading, (await RowAsync(upload.Id))!.Status);
        var state = await again.Client.Files.PartsAsync(upload.Id, Ct);
        foreach (var part in state.Parts.Where(p => !p.Done)) await PutAsync(again, state, part.Number, bytes);
        var file = await again.Client.Files.CompleteAsync(upload.Id, ct: Ct);
        Assert.Equal(bytes, await (await ReadAsync(again, file.Id)).Content.ReadAsByteArrayAsync(Ct));
    }

    private Task<SweepReport> SweepAsync() => Server.Services.GetRequiredService<FileSweep>().RunAsync(Ct);

    private async Task<BrainMessenger.Server.Features.Files.StoredFile?> RowAsync(Guid id)
    {
        await using var db = await Server.NewDbAsync();
        return await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, Ct);
    }
}
