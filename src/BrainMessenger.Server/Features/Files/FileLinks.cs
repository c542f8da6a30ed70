using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Hands out addresses for reading, to those who may.</summary>
internal sealed class FileLinks(AppDb db, IFileStore store, FileRights rights, FileLimits limits, TimeProvider time)
{
    public const string Original = "original";
    public const string Thumbnail = "thumbnail";

    public async Task<Result<FileLink>> LinkAsync(Guid userId, Guid fileId, string? variant, bool download, CancellationToken ct)
    {
        if (variant is not (null or Original or Thumbnail)) return Error.Validation("variant", "One of original and thumbnail.");
        var file = await rights.FindReadableAsync(db, userId, fileId, ct);
        if (variant == Thumbnail && file is not null)
            file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file.ThumbnailId && f.ReadyAt != null, ct);
        if (file is null) return Errors.NotFound;

        var expires = time.Now() + limits.ReadLink;
        return new FileLink(store.SignRead(Reading(file, download), expires), expires);
    }

    private static StoreRead Reading(StoredFile file, bool download)
    {
        var showable = file.IsShowable();
        return new(file.Key, showable ? file.ContentType : ContentTypes.Unknown, file.Name, showable && !download, file.OwnerId);
    }
}
