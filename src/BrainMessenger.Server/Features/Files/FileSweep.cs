using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Removes what is no longer wanted: uploads never finished, files marked deleted, files that nothing uses, bytes that no
/// row knows. Each step can be cut off and repeated; rows go after their bytes.
/// </summary>
internal sealed class FileSweep(IDbContextFactory<AppDb> factory, FileStores stores, FileRights rights, FileAudit audit, FileLimits limits, TimeProvider time)
{
    private const int Batch = 200;
    private DateTimeOffset _compared;

    /// <summary>Everything that is due.</summary>
    public async Task<SweepReport> RunAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var report = new SweepReport();
        var now = time.Now();
        var unfinished = now - limits.UnfinishedFor;
        report.Unfinished = await db.Files.Where(f => f.Status == FileStatus.Uploading && f.CreatedAt <= unfinished).MarkDeletedAsync(now - limits.DeletedFor, ct);
        if (now - _compared >= TimeSpan.FromDays(1))
        {
            report.Unused = await MarkUnusedAsync(db, now, ct);
            foreach (var (name, store) in stores.All) await audit.RunAsync(db, name, store, report, ct);
            (_compared, report.Compared) = (now, true);
        }

        await PurgeAsync(db, now, report, ct);
        report.Next = await NextAsync(db, ct);
        return report;
    }

    /// <summary>Rows marked deleted for long enough: back to life where something refers to them after all, else gone with their bytes.</summary>
    private async Task PurgeAsync(AppDb db, DateTimeOffset now, SweepReport report, CancellationToken ct)
    {
        var before = now - limits.DeletedFor;
        // What lies in a bucket that is not configured any more waits until it is again.
        var reachable = stores.All.Keys.ToList();
        while (true)
        {
            var files = await db.Files.AsNoTracking().Where(f => f.Status == FileStatus.Deleted && f.DeletedAt <= before && reachable.Contains(f.Store)).OrderBy(f => f.CreatedAt).Take(Batch).ToListAsync(ct);
            if (files.Count == 0) return;
            var used = await rights.InUseAsync(db, [.. files.Where(f => f.ReadyAt is not null)], ct);
            await db.Files.Where(f => used.Contains(f.Id)).ExecuteUpdateAsync(
                f => f.SetProperty(x => x.Status, FileStatus.Ready).SetProperty(x => x.DeletedAt, (DateTimeOffset?)null), ct);
            foreach (var file in files.Where(f => !used.Contains(f.Id)))
            {
                await RemoveAsync(db, file, before, ct);
                report.Removed++;
                report.RemovedBytes += file.Size;
            }
        }
    }

    private async Task RemoveAsync(AppDb db, StoredFile file, DateTimeOffset before, CancellationToken ct)
    {
        // Whoever came to share the bytes did so before the row was marked, or within the wait since then.
        if (!await db.Files.AnyAsync(f => f.Key == file.Key && f.Store == file.Store && f.Id != file.Id, ct)) await stores.Of(file).DeleteAsync(file.Key, file.UploadId, ct);
        await db.Files.Where(f => f.ThumbnailOf == file.Id).MarkDeletedAsync(before, ct);
        await db.Files.Where(f => f.ThumbnailId == file.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.ThumbnailId, (Guid?)null), ct);
        await db.Files.Where(f => f.Id == file.Id).ExecuteDeleteAsync(ct);
    }

    /// <summary>Ready files that nothing uses: never sent, or the last message with them was deleted without telling us.</summary>
    private async Task<int> MarkUnusedAsync(AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - limits.UnusedFor;
        var last = Guid.Empty;
        var marked = 0;
        while (true)
        {
            var files = await db.Files.AsNoTracking().Where(f => f.Status == FileStatus.Ready && f.ReadyAt <= before && f.Id > last).OrderBy(f => f.Id).Take(Batch).ToListAsync(ct);
            if (files.Count == 0) return marked;
            last = files[^1].Id;
            var used = await rights.InUseAsync(db, files, ct);
            var unused = files.Select(f => f.Id).Where(id => !used.Contains(id)).ToList();
            marked += await db.Files.Where(f => unused.Contains(f.Id)).MarkDeletedAsync(now, ct);
        }
    }

    private async Task<DateTimeOffset?> NextAsync(AppDb db, CancellationToken ct)
    {
        var unfinished = await db.Files.Where(f => f.Status == FileStatus.Uploading).MinAsync(f => (DateTimeOffset?)f.CreatedAt, ct) + limits.UnfinishedFor;
        var deleted = await db.Files.Where(f => f.Status == FileStatus.Deleted).MinAsync(f => f.DeletedAt, ct) + limits.DeletedFor;
        return unfinished < deleted || deleted is null ? unfinished : deleted;
    }
}
