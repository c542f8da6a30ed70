using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Puts rows of new files into the database, under the quota.</summary>
internal sealed class FileReservations(AppDb db, FileStores stores, StoredBytes bytes, FileCleaner cleaner, FileMeter meter, FileLimits limits, TimeProvider time)
{
    /// <summary>
    /// A ready row over the bytes that the owner already has here, checked as the same kind; null where there are none.
    /// </summary>
    public async Task<Result<StoredFile>?> ReuseAsync(StoredFile file, CancellationToken ct)
    {
        if (file.Sha256 is null) return null;
        var same = await db.Files.AsNoTracking()
            .Where(f => f.OwnerId == file.OwnerId && f.Sha256 == file.Sha256 && f.Size == file.Size && f.Kind == file.Kind && f.Status == FileStatus.Ready)
            .OrderByDescending(f => f.ReadyAt).FirstOrDefaultAsync(ct);
        // Whoever sends again what was lost brings the bytes back.
        if (same is null || !stores.All.ContainsKey(same.Store) || !await bytes.AreThereAsync(same, ct)) return null;

        var reused = file with
        {
            Key = same.Key,
            Store = same.Store,
            Status = FileStatus.Ready,
            ReadyAt = time.Now(),
            ContentType = same.ContentType,
            Width = same.Width,
            Height = same.Height,
            Duration = same.Duration,
            BlurHash = same.BlurHash,
            Waveform = same.Waveform,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.LinkThumbnailAsync(reused, ct)) return FileErrors.HasThumbnail;
        await InsertAsync(reused, ct);
        await transaction.CommitAsync(ct);
        return reused;
    }

    /// <summary>Stores the reservation unless it goes beyond what its owner may have.</summary>
    public async Task<Result<StoredFile>> AddAsync(StoredFile file, string uploadId, long quota, CancellationToken ct)
    {
        await EnsureOwnerAsync(file.OwnerId, ct);
        var reserved = file with { UploadId = uploadId };
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            // Holds the owner's row until the commit: two reservations at once would each see the room that only one has.
            await db.FileOwners.Where(o => o.OwnerId == file.OwnerId).ExecuteUpdateAsync(o => o.SetProperty(x => x.Reservations, x => x.Reservations + 1), ct);
            if (await RefuseAsync(file, quota, ct) is { } refused) return refused;
            await InsertAsync(reserved, ct);
            await transaction.CommitAsync(ct);
        }

        meter.Count(file.OwnerId, FileOperations.Reserve, 0);
        cleaner.DueAt(file.CreatedAt + limits.UnfinishedFor);
        return reserved;
    }

    private async Task<Error?> RefuseAsync(StoredFile file, long quota, CancellationToken ct)
    {
        if (await db.UsedAsync(file.OwnerId, ct) + file.Size > quota) return FileErrors.Quota;
        var unfinished = await db.Files.CountAsync(f => f.OwnerId == file.OwnerId && f.Status == FileStatus.Uploading, ct);
        return unfinished < limits.MaxUnfinished ? null : FileErrors.TooManyUnfinished;
    }

    private async Task EnsureOwnerAsync(Guid ownerId, CancellationToken ct)
    {
        if (!await db.FileOwners.AnyAsync(o => o.OwnerId == ownerId, ct))
            await db.Database.ExecuteSqlAsync($"insert into file_owners (owner_id, reservations) values ({ownerId}, 0) on conflict do nothing", ct);
    }

    private async Task InsertAsync(StoredFile file, CancellationToken ct)
    {
        db.Add(file);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}
