using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Store;
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
    private static readonly TimeSpan _daily = TimeSpan.FromDays(1);
    private readonly Dictionary<string, DateTimeOffset> _compared = [];
    private DateTimeOffset _looked;

    /// <summary>Everything that is due.</summary>
    public Task<SweepReport> RunAsync(CancellationToken ct) => RunAsync(removeUnknown: false, ct);

    /// <param name="removeUnknown">See <see cref="FileAudit.RunAsync"/>.</param>
    /// <param name="ct">Stops between two files.</param>
    public async Task<SweepReport> RunAsync(bool removeUnknown, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var report = new SweepReport();
        var now = time.Now();
        var unfinished = now - limits.UnfinishedFor;
        report.Unfinished = await db.Files.Where(f => f.Status == FileStatus.Uploading && f.CreatedAt <= unfinished).MarkDeletedAsync(now - limits.DeletedFor, ct);
        if (now - _looked >= _daily)
        {
            report.Unused = await MarkUnusedAsync(db, now, ct);
            _looked = now;
        }

        // A store that fails keeps nobody from cleaning the other.
        StoreException? failure = null;
        foreach (var (name, store) in stores.All.Where(s => now - _compared.GetValueOrDefault(s.Key) >= _daily))
            try
            {
                await audit.RunAsync(db, name, store, removeUnknown, report, ct);
                (_compared[name], report.Compared) = (now, true);
            }
            catch (StoreException e)
            {
                failure ??= e;
            }

        // What lies in a bucket that is not configured any more waits until it is again.
        var reachable = stores.All.Keys.ToList();
        failure = await PurgeAsync(db, reachable, now, report, ct) ?? failure;
        if (failure is not null) throw failure;
        report.Next = await NextAsync(db, reachable, ct);
        return report;
    }

    /// <summary>
    /// Rows marked deleted for long enough: back to life where something refers to them after all, else gone with their bytes.
    /// Gives the first failure; what it kept is tried the next time, and so is what comes of the others' removal.
    /// </summary>
    private async Task<StoreException?> PurgeAsync(AppDb db, List<string> reachable, DateTimeOffset now, SweepReport report, CancellationToken ct)
    {
        var (before, last, failure) = (now - limits.DeletedFor, Guid.Empty, (StoreException?)null);
        while (true)
        {
            var files = await db.Files.AsNoTracking()
                .Where(f => f.Status == FileStatus.Deleted && f.DeletedAt <= before && reachable.Contains(f.Store) && f.Id > last)
                .OrderBy(f => f.Id).Take(Batch).ToListAsync(ct);
            if (files.Count == 0) return failure;
            last = files[^1].Id;
            var used = await rights.InUseAsync(db, [.. files.Where(f => f.ReadyAt is not null)], ct);
            await db.Files.Where(f => used.Contains(f.Id)).ExecuteUpdateAsync(
                f => f.SetProperty(x => x.Status, FileStatus.Ready).SetProperty(x => x.DeletedAt, (DateTimeOffset?)null), ct);
            foreach (var file in files.Where(f => !used.Contains(f.Id)))
                try
                {
                    await RemoveAsync(db, file, before, ct);
                    report.Removed++;
                    report.RemovedBytes += file.Size;
                }
                catch (StoreException e)
                {
                    failure ??= e;
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

    private async Task<DateTimeOffset?> NextAsync(AppDb db, List<string> reachable, CancellationToken ct)
    {
        var unfinished = await db.Files.Where(f => f.Status == FileStatus.Uploading).MinAsync(f => (DateTimeOffset?)f.CreatedAt, ct) + limits.UnfinishedFor;
        var deleted = await db.Files.Where(f => f.Status == FileStatus.Deleted && reachable.Contains(f.Store)).MinAsync(f => f.DeletedAt, ct) + limits.DeletedFor;
        return unfinished < deleted || deleted is null ? unfinished : deleted;
    }
}
