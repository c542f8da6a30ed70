using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Who may read a file, and whether anything still refers to it.</summary>
internal sealed class FileRights(IEnumerable<IFileHolder> holders)
{
    /// <summary>The file, where this person may read it: their own, or one that something shows them.</summary>
    public async Task<StoredFile?> FindReadableAsync(AppDb db, Guid userId, Guid fileId, CancellationToken ct)
    {
        var file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.ReadyAt != null, ct);
        if (file is null) return null;
        if (file.OwnerId == userId) return file.Status == FileStatus.Ready ? file : null;
        if (await IsShownAsync(db, userId, file, ct)) return file;

        // A small picture has the rights of its original.
        return file.ThumbnailOf is { } original && await FindReadableAsync(db, userId, original, ct) is { } shown && shown.ThumbnailId == file.Id ? file : null;
    }

    /// <summary>Those of the files that a message, a photo or an original still needs.</summary>
    public async Task<HashSet<Guid>> InUseAsync(AppDb db, IReadOnlyCollection<StoredFile> files, CancellationToken ct)
    {
        var used = new HashSet<Guid>();
        foreach (var holder in holders) used.UnionWith(await holder.InUseAsync(db, files, ct));

        var thumbnails = files.Where(f => f.ThumbnailOf is not null).Select(f => f.Id).ToList();
        if (thumbnails.Count > 0)
            used.UnionWith(await db.Files.Where(f => f.ThumbnailId != null && thumbnails.Contains(f.ThumbnailId.Value) && f.Status != FileStatus.Deleted)
                .Select(f => f.ThumbnailId!.Value).ToListAsync(ct));
        return used;
    }

    /// <summary>Where the row says deleted but a message still shows the file, its bytes are there and the cleaner will set it right.</summary>
    private async Task<bool> IsShownAsync(AppDb db, Guid userId, StoredFile file, CancellationToken ct)
    {
        foreach (var holder in holders)
            if (await holder.ShowsAsync(db, userId, file, ct)) return true;
        return false;
    }
}
