using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Hands out addresses for reading, to those who may.</summary>
internal sealed class FileLinks(AppDb db, FileRights rights, StoredBytes bytes, FileLimits limits, TimeProvider time)
{
    public const string Original = "original";
    public const string Thumbnail = "thumbnail";

    /// <param name="userId">Who asks.</param>
    /// <param name="fileId">The file.</param>
    /// <param name="variant">Original where null.</param>
    /// <param name="download">As an attachment.</param>
    /// <param name="probe">The address before did not work: the store is asked first whether the bytes are there.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<FileLink>> LinkAsync(Guid userId, Guid fileId, string? variant, bool download, bool probe, CancellationToken ct)
    {
        if (variant is not (null or Original or Thumbnail)) return Error.Validation("variant", "One of original and thumbnail.");
        var file = await rights.FindReadableAsync(db, userId, fileId, ct);
        if (variant == Thumbnail && file is not null)
            file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file.ThumbnailId && f.ReadyAt != null, ct);
        if (file is null) return Errors.NotFound;
        if (probe && !await bytes.AreThereAsync(file, ct)) return FileErrors.Missing;

        var expires = time.Now() + limits.ReadLink;
        return new FileLink(bytes.SignRead(file, Reading(file, download), expires), expires);
    }

    private static StoreRead Reading(StoredFile file, bool download)
    {
        var showable = file.IsShowable();
        return new(file.Key, showable ? file.ContentType : ContentTypes.Unknown, file.Name, showable && !download, file.OwnerId, file.Size);
    }
}
