using System.Data.Common;
using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>The door of this feature: what others may ask about files.</summary>
internal sealed class FileCatalog(IDbContextFactory<AppDb> factory, FileDeletion deletion, ILogger<FileCatalog> log)
{
    /// <summary>The files as people see them; unknown ids are left out. Rights are the caller's matter.</summary>
    public static async Task<IReadOnlyDictionary<Guid, FileView>> ViewsAsync(AppDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<Guid, FileView>();
        var files = await db.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct);
        return files.ToDictionary(f => f.Id, f => f.ToView());
    }

    /// <summary>
    /// To be told when something stopped referring to files (a message was deleted, a photo changed): those that nothing
    /// else shows are removed. Never fails: a call that is lost costs room only, the sweep finds them later.
    /// </summary>
    public async Task ReleaseAsync(IReadOnlyCollection<Guid> fileIds)
    {
        try
        {
            await deletion.ReleaseAsync(fileIds, CancellationToken.None);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            log.LogWarning("{Count} released files are left to the sweep ({Cause}).", fileIds.Count, e.Message);
        }
    }

    /// <summary>Whether the file may become this person's, or their chat's, photo.</summary>
    public async Task<bool> IsOwnPhotoAsync(Guid userId, Guid fileId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Files.AnyAsync(
            f => f.Id == fileId && f.OwnerId == userId && f.Status == FileStatus.Ready && f.Kind == FileKinds.Photo, ct);
    }
}
