using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>The files of a chat's messages, newest first, within what this person may see of it.</summary>
internal sealed class ChatMedia(AppDb db, ChatAccess chats)
{
    private const int PageSize = 50;

    public async Task<Result<Page<MediaView>>> ListAsync(Guid userId, Guid chatId, string? kind, string? cursor, CancellationToken ct)
    {
        if (kind is not (null or FileKinds.Photo or FileKinds.Video or FileKinds.Voice or FileKinds.Document))
            return Error.Validation("kind", "One of photo, video, voice and document.");
        if (!TryRead(cursor, out var seq, out var position)) return Error.Validation("cursor", "Not a cursor of this list.");
        if (await chats.FindAsync(userId, chatId, ct) is not { } access) return Errors.NotFound;

        var found = await (
            from attachment in db.Attachments
            join message in access.Visible(db.Messages) on attachment.Seq equals message.Seq
            join file in db.Files.AsNoTracking() on attachment.FileId equals file.Id
            where attachment.ChatId == chatId && message.DeletedAt == null && (kind == null || file.Kind == kind)
                && (attachment.Seq < seq || (attachment.Seq == seq && attachment.Position > position))
            orderby attachment.Seq descending, attachment.Position
            select new { attachment.Seq, attachment.Position, message.SenderId, message.CreatedAt, File = file }).Take(PageSize + 1).ToListAsync(ct);

        var items = found.Take(PageSize).Select(f => new MediaView(f.Seq, f.SenderId, f.CreatedAt, f.File.ToView())).ToList();
        var next = found.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{found[PageSize - 1].Seq}_{found[PageSize - 1].Position}") : null;
        return new Page<MediaView>(items, next);
    }

    private static bool TryRead(string? cursor, out long seq, out int position)
    {
        (seq, position) = (long.MaxValue, 0);
        if (cursor is null) return true;
        return cursor.Split('_') is [var first, var second]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out seq)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }
}
