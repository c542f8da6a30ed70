using System.Text.Json;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>Finding, changing and leaving chats. Whatever takes a seq goes through the log's writer.</summary>
internal sealed class ChatService(AppDb db, ChatViews views, FileCatalog files, MessageLog log, ChatUpkeep upkeep)
{
    public async Task<Result<Page<ChatView>>> ListAsync(Guid userId, bool archived, string? query, string? cursor, CancellationToken ct)
    {
        if (ChatCursor.Read(cursor) is not { } from) return ChatErrors.BadCursor;
        await upkeep.ReadMarks.FlushAsync(userId, ct);
        var chats = from m in db.Members.AsNoTracking()
                    join c in ChatAccess.Named(db, userId, query) on m.ChatId equals c.Id
                    where m.UserId == userId && m.LeftSeq == null && m.Archived == archived
                    select new { m, c };
        if (from.At is { } at)
            chats = chats.Where(x => (!x.m.Pinned && from.Pinned)
                || (x.m.Pinned == from.Pinned && (x.c.ActiveAt < at || (x.c.ActiveAt == at && x.c.Id.CompareTo(from.Id) < 0))));
        var rows = await chats.OrderByDescending(x => x.m.Pinned).ThenByDescending(x => x.c.ActiveAt).ThenByDescending(x => x.c.Id)
            .Take(ChatCursor.PageSize + 1).ToListAsync(ct);
        var page = rows.Take(ChatCursor.PageSize).Select(x => new ChatRow(x.c, x.m)).ToList();
        return new Page<ChatView>(await views.OfAsync(userId, page, ct), rows.Count > ChatCursor.PageSize ? ChatCursor.After(page[^1]) : null);
    }

    public async Task<Result<ChatView>> GetAsync(Guid userId, Guid chatId, CancellationToken ct)
    {
        await upkeep.ReadMarks.FlushAsync(userId, ct);
        return await ViewAsync(userId, chatId, ct);
    }

    public async Task<Result<ChatView>> UpdateAsync(Guid userId, Guid chatId, UpdateChat request, CancellationToken ct)
    {
        var name = request.Name is null ? null : TextRules.CleanName(request.Name);
        if (request.Name is not null && name is null) return ChatErrors.BadName;
        Guid? photo = null;
        if (request.PhotoFileId.ValueKind is JsonValueKind.String)
        {
            if (!request.PhotoFileId.TryGetGuid(out var id) || !await files.IsOwnPhotoAsync(userId, id, ct)) return ChatErrors.BadPhoto;
            photo = id;
        }
        else if (request.PhotoFileId.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            return ChatErrors.BadPhoto;
        }

        var change = new ChangeCommand.UpdateChat(name, photo, request.PhotoFileId.ValueKind is JsonValueKind.Null, request.HistoryForNewMembers);
        return (await log.AppendAsync(chatId, userId, change)).Error is { } error ? error : await ViewAsync(userId, chatId, ct);
    }

    public async Task<Result<Done>> DeleteAsync(Guid userId, Guid chatId)
    {
        var deleted = Settle(await log.AppendAsync(chatId, userId, new ChangeCommand.DeleteChat()));
        if (deleted.Error is null) upkeep.DeletedChats.Notice();
        return deleted;
    }

    public async Task<Result<Done>> AddMembersAsync(Guid userId, Guid chatId, AddMembers request) =>
        Settle(await log.AppendAsync(chatId, userId, new ChangeCommand.AddMembers([.. request.UserIds.Distinct()])));

    public async Task<Result<Done>> RemoveMemberAsync(Guid userId, Guid chatId, Guid memberId) =>
        Settle(await log.AppendAsync(chatId, userId, new ChangeCommand.RemoveMember(memberId)));

    public async Task<Result<Done>> SetRoleAsync(Guid userId, Guid chatId, Guid memberId, string role)
    {
        if (role is not (Roles.Owner or Roles.Admin or Roles.Member or Roles.Reader)) return ChatErrors.BadRole;
        return Settle(await log.AppendAsync(chatId, userId, new ChangeCommand.SetRole(memberId, role)));
    }

    /// <summary>
    /// For account deletion: leaves every group and channel. The oldest admin, then member, succeeds a last owner; a chat
    /// with nobody else in it is deleted. Personal chats stay with the other person.
    /// </summary>
    public async Task<Result<Done>> LeaveAllAsync(Guid userId, CancellationToken ct)
    {
        var chats = await (
            from m in db.Members
            join c in db.Chats on m.ChatId equals c.Id
            where m.UserId == userId && m.LeftSeq == null && c.Type != ChatTypes.Personal
            select m.ChatId).ToListAsync(ct);
        foreach (var chatId in chats)
            if ((await LeaveAsync(userId, chatId, ct)).Error is { } error && error != Errors.NotFound) return error;
        return default(Done);
    }

    private async Task<Result<Done>> LeaveAsync(Guid userId, Guid chatId, CancellationToken ct)
    {
        var left = await RemoveMemberAsync(userId, chatId, userId);
        if (left.Error != ChatErrors.LastOwner) return left;
        var successor = await db.Members
            .Where(m => m.ChatId == chatId && m.LeftSeq == null && m.UserId != userId)
            .OrderBy(m => m.Role == Roles.Admin ? 0 : m.Role == Roles.Member ? 1 : 2).ThenBy(m => m.JoinedSeq).ThenBy(m => m.UserId)
            .Select(m => (Guid?)m.UserId).FirstOrDefaultAsync(ct);
        if (successor is not { } heir) return await DeleteAsync(userId, chatId);
        var promoted = await SetRoleAsync(userId, chatId, heir, Roles.Owner);
        return promoted.Error is not null ? promoted : await RemoveMemberAsync(userId, chatId, userId);
    }

    private async Task<Result<ChatView>> ViewAsync(Guid userId, Guid chatId, CancellationToken ct)
    {
        var row = await (
            from m in db.Members.AsNoTracking()
            join c in db.Chats.AsNoTracking() on m.ChatId equals c.Id
            where m.UserId == userId && m.ChatId == chatId && m.LeftSeq == null
            select new { c, m }).SingleOrDefaultAsync(ct);
        return row is null ? Errors.NotFound : await views.OneAsync(userId, new(row.c, row.m), ct);
    }

    private static Result<Done> Settle(Result<ChangeEntry?> outcome) => outcome.Error is { } error ? error : default(Done);
}

/// <summary>What works behind the chats: coalesced read marks and the emptying of deleted chats.</summary>
internal sealed record ChatUpkeep(ReadMarks ReadMarks, DeletedChats DeletedChats);

/// <summary>Where a page of the chat list ends: pinned first, then newest activity, then id.</summary>
internal readonly record struct ChatCursor(bool Pinned, DateTimeOffset? At, Guid Id)
{
    public const int PageSize = 100;

    /// <summary>Null where the text is no cursor; no text is the start of the list.</summary>
    public static ChatCursor? Read(string? text)
    {
        if (text is null) return default(ChatCursor);
        var parts = text.Split('.');
        return parts.Length == 3 && parts[0] is "0" or "1" && long.TryParse(parts[1], out var ms) && ms is >= 0 and < 4_102_444_800_000 && Guid.TryParse(parts[2], out var id)
            ? new ChatCursor(parts[0] == "1", DateTimeOffset.FromUnixTimeMilliseconds(ms), id)
            : null;
    }

    public static string After(ChatRow row) => $"{(row.Mine.Pinned ? 1 : 0)}.{row.Chat.ActiveAt.ToUnixTimeMilliseconds()}.{row.Chat.Id}";
}
