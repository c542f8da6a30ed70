using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>What one's own files take, the newest or the largest first, and where they are shown.</summary>
internal sealed class FileStorage(AppDb db, FileRights rights, FileAllowances allowances)
{
    private const int PageSize = 50;
    private const int MaxPlaces = 1000;
    private const int MaxChats = 100;

    public async Task<Result<StorageView>> ListAsync(Guid userId, StorageQuery query, CancellationToken ct)
    {
        if (query.Sort is not (null or "size" or "newest")) return Error.Validation("sort", "One of size and newest.");
        if (!TryRead(query.Cursor, out var after)) return Error.Validation("cursor", "Not a cursor of this list.");

        var own = db.Files.AsNoTracking().Where(f => f.OwnerId == userId && f.Status != FileStatus.Deleted && f.ThumbnailOf == null);
        var listed = query.ChatId is { } chatId ? own.Where(f => db.Attachments.Any(a => a.FileId == f.Id && a.ChatId == chatId)) : own;
        var found = await (query.Sort == "size" ? Largest(listed, after) : Newest(listed, after)).Take(PageSize + 1).ToListAsync(ct);
        var page = found.Take(PageSize).ToList();
        var next = found.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].Size}_{page[^1].Id:N}") : null;

        var isFirst = query is { ChatId: null, Cursor: null };
        var allowance = await allowances.OfAsync(userId, ct);
        return new StorageView(
            await db.UsedAsync(userId, ct), allowance.Quota, allowance.MaxSize, [.. page.Select(f => f.ToView())], next,
            await PlacesAsync([.. page.Select(f => f.Id)], ct), [.. await rights.InUseAsync(db, page, ct)], isFirst ? await ChatsAsync(own, ct) : null);
    }

    private async Task<IReadOnlyList<FilePlaceView>> PlacesAsync(List<Guid> ids, CancellationToken ct) =>
        await db.Attachments.Where(a => ids.Contains(a.FileId)).OrderBy(a => a.FileId).ThenBy(a => a.ChatId).ThenByDescending(a => a.Seq)
            .Take(MaxPlaces).Select(a => new FilePlaceView(a.FileId, a.ChatId, a.Seq)).ToListAsync(ct);

    private async Task<IReadOnlyList<StorageChatView>> ChatsAsync(IQueryable<StoredFile> own, CancellationToken ct)
    {
        var shown = own.Join(db.Attachments, f => f.Id, a => a.FileId, (f, a) => new { a.ChatId, f.Id, f.Size }).Distinct();
        var chats = shown.GroupBy(s => s.ChatId).Select(chat => new { ChatId = chat.Key, Bytes = chat.Sum(s => s.Size), Count = chat.Count() });
        var most = await chats.OrderByDescending(c => c.Bytes).ThenBy(c => c.ChatId).Take(MaxChats).ToListAsync(ct);
        return [.. most.Select(c => new StorageChatView(c.ChatId, c.Bytes, c.Count))];
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

/// <summary>Which of one's own files are asked for, as it comes from outside.</summary>
/// <param name="ChatId">Need not be a chat that one is in: what was left behind in one takes room, too.</param>
internal sealed record StorageQuery(string? Sort, Guid? ChatId, string? Cursor);
