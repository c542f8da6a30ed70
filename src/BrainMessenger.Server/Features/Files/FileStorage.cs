using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>What one's own files take, the newest or the largest first.</summary>
internal sealed class FileStorage(AppDb db, FileLimits limits)
{
    private const int PageSize = 50;

    public async Task<Result<StorageView>> ListAsync(Guid userId, string? sort, string? cursor, CancellationToken ct)
    {
        if (sort is not (null or "size" or "newest")) return Error.Validation("sort", "One of size and newest.");
        if (!TryRead(cursor, out var after)) return Error.Validation("cursor", "Not a cursor of this list.");

        var own = db.Files.AsNoTracking().Where(f => f.OwnerId == userId && f.Status != FileStatus.Deleted && f.ThumbnailOf == null);
        var page = await (sort == "size" ? Largest(own, after) : Newest(own, after)).Take(PageSize + 1).ToListAsync(ct);
        var next = page.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{page[PageSize - 1].Size}_{page[PageSize - 1].Id:N}") : null;
        return new StorageView(await db.UsedAsync(userId, ct), limits.Quota, [.. page.Take(PageSize).Select(f => f.ToView())], next);
    }

    private static IQueryable<StoredFile> Largest(IQueryable<StoredFile> files, (long Size, Guid Id)? after) =>
        (after is var (size, id) ? files.Where(f => f.Size < size || (f.Size == size && f.Id < id)) : files).OrderByDescending(f => f.Size).ThenByDescending(f => f.Id);

    private static IQueryable<StoredFile> Newest(IQueryable<StoredFile> files, (long Size, Guid Id)? after) =>
        (after is var (_, id) ? files.Where(f => f.Id < id) : files).OrderByDescending(f => f.Id);

    private static bool TryRead(string? cursor, out (long Size, Guid Id)? after)
    {
        after = null;
        if (cursor is null) return true;
        if (cursor.Split('_') is not [var size, var id] || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            || !Guid.TryParseExact(id, "N", out var last)) return false;
        after = (bytes, last);
        return true;
    }
}
