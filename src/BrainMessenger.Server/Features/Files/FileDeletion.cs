using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Deleting is marking: the bytes go a little later, when the cleaner has seen that nothing began to refer to the file at
/// the same moment. Singleton, so that other features can release files from wherever they are.
/// </summary>
internal sealed class FileDeletion(IDbContextFactory<AppDb> factory, FileRights rights, FileCleaner cleaner, FileLimits limits, TimeProvider time)
{
    public async Task<Result<Done>> DeleteOwnAsync(Guid userId, Guid fileId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.OwnerId == userId && f.Status != FileStatus.Deleted, ct);
        if (file is null) return Errors.NotFound;
        if (file.Status == FileStatus.Uploading)
        {
            await DropUnfinishedAsync(fileId, ct);
            return new Done();
        }

        if ((await rights.InUseAsync(db, [file], ct)).Count > 0) return FileErrors.InUse;
        await MarkAsync(db, [fileId], ct);
        return new Done();
    }

    /// <summary>Deletes those of the files to which nothing refers any more.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken ct)
    {
        if (fileIds.Count == 0) return;
        await using var db = await factory.CreateDbContextAsync(ct);
        var files = await db.Files.AsNoTracking().Where(f => fileIds.Contains(f.Id) && f.Status == FileStatus.Ready).ToListAsync(ct);
        var used = await rights.InUseAsync(db, files, ct);
        await MarkAsync(db, [.. files.Select(f => f.Id).Where(id => !used.Contains(id))], ct);
    }

    /// <summary>Gives up an upload; nothing can refer to it, so its bytes go at once.</summary>
    public async Task DropUnfinishedAsync(Guid fileId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        await db.Files.Where(f => f.Id == fileId && f.Status == FileStatus.Uploading).MarkDeletedAsync(time.Now() - limits.DeletedFor, ct);
        cleaner.DueAt(time.Now());
    }

    private async Task MarkAsync(AppDb db, List<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return;
        await db.Files.Where(f => ids.Contains(f.Id)).MarkDeletedAsync(time.Now(), ct);
        cleaner.DueAt(time.Now() + limits.DeletedFor);
    }
}
