using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Statements on file rows that several parts need.</summary>
internal static class FileRows
{
    /// <summary>Bytes of one owner's files; rows over the same bytes count once.</summary>
    public static Task<long> UsedAsync(this AppDb db, Guid ownerId, CancellationToken ct) =>
        db.Files.Where(f => f.OwnerId == ownerId && f.Status != FileStatus.Deleted).GroupBy(f => f.Key).Select(same => same.Max(f => f.Size)).SumAsync(ct);

    /// <summary>Gives the original its small picture, once and for all; false where it has one or is gone. True for what is no small picture.</summary>
    public static async Task<bool> LinkThumbnailAsync(this AppDb db, StoredFile thumbnail, CancellationToken ct) =>
        thumbnail.ThumbnailOf is not { } original
        || await db.Files.Where(f => f.Id == original && f.ThumbnailId == null && f.Status != FileStatus.Deleted)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.ThumbnailId, thumbnail.Id), ct) == 1;

    /// <summary>How many of these were not deleted yet, and are now.</summary>
    public static Task<int> MarkDeletedAsync(this IQueryable<StoredFile> files, DateTimeOffset at, CancellationToken ct) =>
        files.Where(f => f.Status != FileStatus.Deleted)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Status, FileStatus.Deleted).SetProperty(x => x.DeletedAt, at), ct);
}
