using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Removes what is no longer wanted: uploads never finished, files marked deleted, files that nothing uses, bytes that no
/// row knows. Each step can be cut off and repeated; rows go after their bytes.
/// </summary>
internal sealed class FileSweep(IDbContextFactory<AppDb> factory, FileStores stores, FileRights rights, FileLimits limits, TimeProvider time)
{
    private const int Batch = 200;
    private DateTimeOffset _searched;

    /// <summary>Everything that is due; answers when the next thing will be.</summary>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var now = time.Now();
        var unfinished = now - limits.UnfinishedFor;
        await db.Files.Where(f => f.Status == FileStatus.Uploading && f.CreatedAt <= unfinished).MarkDeletedAsync(now - limits.DeletedFor, ct);
        if (now - _searched >= TimeSpan.FromDays(1))
        {
            await MarkUnusedAsync(db, now, ct);
            await RemoveOrphansAsync(db, now, ct);
            _searched = now;
        }

        await PurgeAsync(db, now, ct);
        return await NextAsync(db, ct);
    }

    /// <summary>Rows marked deleted for long enough: back to life where something refers to them after all, else gone with their bytes.</summary>
    private async Task PurgeAsync(AppDb db, DateTimeOffset now, CancellationToken ct)
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
            foreach (var file in files.Where(f => !used.Contains(f.Id))) await RemoveAsync(db, file, before, ct);
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
    private async Task MarkUnusedAsync(AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - limits.UnusedFor;
        var last = Guid.Empty;
        while (true)
        {
            var files = await db.Files.AsNoTracking().Where(f => f.Status == FileStatus.Ready && f.ReadyAt <= before && f.Id > last).OrderBy(f => f.Id).Take(Batch).ToListAsync(ct);
            if (files.Count == 0) return;
            last = files[^1].Id;
            var used = await rights.InUseAsync(db, files, ct);
            var unused = files.Select(f => f.Id).Where(id => !used.Contains(id)).ToList();
            await db.Files.Where(f => unused.Contains(f.Id)).MarkDeletedAsync(now, ct);
        }
    }

    /// <summary>Bytes without a row: a crash between the store's answer and ours.</summary>
    private async Task RemoveOrphansAsync(AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (name, store) in stores.All) await RemoveOrphansAsync(db, name, store, now, ct);
    }

    private async Task RemoveOrphansAsync(AppDb db, string name, IFileStore store, DateTimeOffset now, CancellationToken ct)
    {
        await foreach (var entries in store.ListAsync(ct).Where(e => e.ChangedAt <= now - limits.UnfinishedFor).Chunk(Batch).WithCancellation(ct))
        {
            var keys = entries.Select(e => e.Key).ToList();
            var known = await db.Files.Where(f => keys.Contains(f.Key) && f.Store == name).Select(f => f.Key).ToListAsync(ct);
            foreach (var orphan in entries.ExceptBy(known, e => e.Key)) await store.DeleteAsync(orphan.Key, orphan.UploadId, ct);
        }
    }

    private async Task<DateTimeOffset?> NextAsync(AppDb db, CancellationToken ct)
    {
        var unfinished = await db.Files.Where(f => f.Status == FileStatus.Uploading).MinAsync(f => (DateTimeOffset?)f.CreatedAt, ct) + limits.UnfinishedFor;
        var deleted = await db.Files.Where(f => f.Status == FileStatus.Deleted).MinAsync(f => f.DeletedAt, ct) + limits.DeletedFor;
        return unfinished < deleted || deleted is null ? unfinished : deleted;
    }
}
