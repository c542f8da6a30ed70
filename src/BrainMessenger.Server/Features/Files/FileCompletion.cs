using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Ends an upload. The order is the promise: the store closes and flushes the object, then it is read and checked, and only
/// then the row turns ready. A crash in between leaves an upload that can be completed again.
/// </summary>
internal sealed class FileCompletion(AppDb db, FileStores stores, StoredBytes storedBytes, FileDeletion deletion, FileInspector inspector, TimeProvider time)
{
    public async Task<Result<FileView>> CompleteAsync(Guid userId, Guid fileId, CompleteFile details, CancellationToken ct)
    {
        if (await OwnAsync(userId, fileId, ct) is not { } file) return Errors.NotFound;
        if (file.Status == FileStatus.Ready) return file.ToView();
        if (!await stores.Of(file).CompleteAsync(file.Upload(), ct)) return FileErrors.Incomplete;

        await using var bytes = await storedBytes.OpenAsync(file, ct);
        if (bytes is null) return FileErrors.Missing;
        var inspected = await inspector.InspectAsync(file, bytes, ct);
        if (inspected.Error is { } refused) return await DiscardAsync(file, refused);

        var ready = await MakeReadyAsync(Describe(file, inspected.Value!, details), ct);
        return ready.Error == FileErrors.HasThumbnail ? await DiscardAsync(file, FileErrors.HasThumbnail) : ready;
    }

    private Task<StoredFile?> OwnAsync(Guid userId, Guid fileId, CancellationToken ct) =>
        db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.OwnerId == userId && f.Status != FileStatus.Deleted, ct);

    /// <summary>A picture's size is what its headers say; of film and sound the sender knows more than we read.</summary>
    private StoredFile Describe(StoredFile file, Inspected inspected, CompleteFile details)
    {
        var film = file.Kind == FileKinds.Video;
        return file with
        {
            ContentType = inspected.ContentType,
            Width = inspected.Width ?? (film ? details.Width : null),
            Height = inspected.Height ?? (film ? details.Height : null),
            Duration = details.Duration,
            BlurHash = details.BlurHash,
            Waveform = file.Kind == FileKinds.Voice ? details.Waveform : null,
            Status = FileStatus.Ready,
            ReadyAt = time.Now(),
        };
    }

    private async Task<Result<FileView>> MakeReadyAsync(StoredFile file, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The condition decides between two completions at once, and between one and the clean-up.
        var changed = await db.Files.Where(f => f.Id == file.Id && f.Status == FileStatus.Uploading).ExecuteUpdateAsync(
            f => f.SetProperty(x => x.Status, file.Status).SetProperty(x => x.ReadyAt, file.ReadyAt).SetProperty(x => x.ContentType, file.ContentType)
                .SetProperty(x => x.Width, file.Width).SetProperty(x => x.Height, file.Height).SetProperty(x => x.Duration, file.Duration)
                .SetProperty(x => x.BlurHash, file.BlurHash).SetProperty(x => x.Waveform, file.Waveform), ct);
        if (changed == 0) return await OwnAsync(file.OwnerId, file.Id, ct) is { Status: FileStatus.Ready } ready ? ready.ToView() : Errors.NotFound;
        if (!await db.LinkThumbnailAsync(file, ct)) return FileErrors.HasThumbnail;
        await transaction.CommitAsync(ct);
        return file.ToView();
    }

    /// <summary>What was refused must not linger, also when the caller has gone.</summary>
    private async Task<Error> DiscardAsync(StoredFile file, Error refused)
    {
        await deletion.DropUnfinishedAsync(file.Id, CancellationToken.None);
        return refused;
    }
}
