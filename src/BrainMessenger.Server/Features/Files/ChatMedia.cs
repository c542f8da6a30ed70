using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>The files and the links of a chat's messages, within what this person may see of it.</summary>
internal sealed class ChatMedia(AppDb db, ChatAccess chats)
{
    private const int PageSize = 50;

    public async Task<Result<Page<MediaView>>> ListAsync(Guid userId, Guid chatId, MediaQuery query, CancellationToken ct)
    {
        if (query.Check() is { } error) return error;
        if (query.Behind() is not { } behind) return Error.Validation("cursor", "Not a cursor of this list.");
        if (await chats.FindAsync(userId, chatId, ct) is not { } access) return Errors.NotFound;
        return query.Kind == MediaQuery.Link ? await LinksAsync(access, query, behind, ct) : await FilesAsync(access, query, behind, ct);
    }

    private async Task<Page<MediaView>> FilesAsync(ChatAccessOf access, MediaQuery query, MediaPlace behind, CancellationToken ct)
    {
        var (chatId, kinds, anyKind) = (access.Chat.Id, query.Kinds, query.Kind is null);
        var (seq, position) = (behind.Seq, behind.Position);
        var shown =
            from attachment in db.Attachments
            join message in access.Visible(db.Messages) on attachment.Seq equals message.Seq
            join file in db.Files.AsNoTracking() on attachment.FileId equals file.Id
            where attachment.ChatId == chatId && message.DeletedAt == null && (anyKind || kinds.Contains(file.Kind))
            select new { attachment.Seq, attachment.Position, message.SenderId, message.CreatedAt, File = file };

        // Within a message the files stay in their order, whichever way the messages go.
        var ordered = query.IsRising
            ? shown.Where(s => s.Seq > seq || (s.Seq == seq && s.Position > position)).OrderBy(s => s.Seq).ThenBy(s => s.Position)
            : shown.Where(s => s.Seq < seq || (s.Seq == seq && s.Position > position)).OrderByDescending(s => s.Seq).ThenBy(s => s.Position);
        var found = await ordered.Take(PageSize + 1).ToListAsync(ct);

        var items = found.Take(PageSize).Select(f => new MediaView(f.Seq, f.SenderId, f.CreatedAt, f.File.ToView())).ToList();
        return new(items, found.Count > PageSize ? new MediaPlace(found[PageSize - 1].Seq, found[PageSize - 1].Position).ToString() : null);
    }

    /// <summary>A page ends where the index was read to: texts with another sign of an address make it shorter, never slower.</summary>
    private async Task<Page<MediaView>> LinksAsync(ChatAccessOf access, MediaQuery query, MediaPlace behind, CancellationToken ct)
    {
        // Word for word the condition of the index messages_links. A deleted message has no text.
        var linking = access.Visible(db.Messages.AsNoTracking().Where(m => EF.Functions.Like(m.Text, "%://%")));
        var ordered = query.IsRising
            ? linking.Where(m => m.Seq > behind.Seq).OrderBy(m => m.Seq)
            : linking.Where(m => m.Seq < behind.Seq).OrderByDescending(m => m.Seq);
        var found = await ordered.Take(PageSize + 1).Select(m => new { m.Seq, m.SenderId, m.CreatedAt, m.Text }).ToListAsync(ct);

        var items = found.Take(PageSize)
            .Select(m => new MediaView(m.Seq, m.SenderId, m.CreatedAt, Text: m.Text, Addresses: WebAddresses.Find(m.Text)))
            .Where(view => view.Addresses!.Count > 0).ToList();
        return new(items, found.Count > PageSize ? new MediaPlace(found[PageSize - 1].Seq, 0).ToString() : null);
    }
}
