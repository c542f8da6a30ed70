using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>Sending, changing and reading messages. Everything that takes a seq goes through the log's writer.</summary>
internal sealed class MessageService(AppDb db, ChatAccess chats, MessageLog log, SendDesk desk, FileCatalog catalog)
{
    public const int MaxPage = 100;
    public const int DefaultPage = 50;

    /// <summary>The stored message and whether it was new.</summary>
    public async Task<Result<(MessageView Message, bool IsNew)>> SendAsync(Guid senderId, Guid chatId, SendMessage request, CancellationToken ct)
    {
        var body = MessageRules.Check(request.Cid, request.Text, request.ReplyTo, request.FileIds);
        if (body.Error is { } invalid) return invalid;
        if (!desk.Budget.TryTake(senderId)) return Errors.RateLimited;

        var files = await FilesAsync(db, body.Value!.FileIds, ct);
        // The commit itself checks membership and finds a repeated cid: there is nothing to race with out here.
        var stored = await log.AppendAsync(new AwaitedMessage(chatId, senderId, body.Value, desk) { Files = files });
        if (stored.Error is { } refused) return refused;
        var view = await FindAsync(senderId, chatId, stored.Value.Seq, ct);
        return view is null ? Errors.NotFound : (view, !stored.Value.Repeat);
    }

    public async Task<Result<MessageView>> EditAsync(Guid userId, Guid chatId, long seq, EditMessage request, CancellationToken ct)
    {
        if (MessageRules.CheckText(request.Text) is { } invalid) return invalid;
        return await ThenViewAsync(await log.AppendAsync(chatId, userId, new ChangeCommand.Edit(seq, request.Text)), userId, chatId, seq, ct);
    }

    public async Task<Result<Done>> DeleteAsync(Guid userId, Guid chatId, long seq)
    {
        var files = await db.Attachments.Where(a => a.ChatId == chatId && a.Seq == seq).Select(a => a.FileId).ToListAsync();
        if ((await log.AppendAsync(chatId, userId, new ChangeCommand.Delete(seq))).Error is { } error) return error;
        await catalog.ReleaseAsync(files);
        return default(Done);
    }

    public async Task<Result<MessageView>> ReactAsync(Guid userId, Guid chatId, long seq, string emoji, bool on, CancellationToken ct)
    {
        if (!MessageRules.IsEmoji(emoji)) return MessageErrors.BadEmoji;
        return await ThenViewAsync(await log.AppendAsync(chatId, userId, new ChangeCommand.React(seq, emoji, on)), userId, chatId, seq, ct);
    }

    public async Task<Result<Page<MessageView>>> ListAsync(Guid userId, Guid chatId, PageOf at, CancellationToken ct)
    {
        if (at.Check() is { } invalid) return invalid;
        if (await chats.FindAsync(userId, chatId, ct) is not { } access) return Errors.NotFound;
        var visible = access.Visible(db.Messages.AsNoTracking());
        var limit = at.Limit ?? DefaultPage;

        List<Message> rows;
        bool more;
        if (at.Around is { } around)
        {
            var older = await visible.Where(m => m.Seq <= around).OrderByDescending(m => m.Seq).Take(((limit + 1) / 2) + 1).ToListAsync(ct);
            var newer = await visible.Where(m => m.Seq > around).OrderBy(m => m.Seq).Take(limit / 2).ToListAsync(ct);
            more = older.Count > (limit + 1) / 2;
            rows = [.. older.Take((limit + 1) / 2).Reverse(), .. newer];
        }
        else if (at.After is { } after)
        {
            rows = await visible.Where(m => m.Seq > after).OrderBy(m => m.Seq).Take(limit + 1).ToListAsync(ct);
            more = rows.Count > limit;
            rows = [.. rows.Take(limit)];
        }
        else
        {
            rows = await visible.Where(m => at.Before == null || m.Seq < at.Before).OrderByDescending(m => m.Seq).Take(limit + 1).ToListAsync(ct);
            more = rows.Count > limit;
            rows = [.. rows.Take(limit).Reverse()];
        }

        var next = !more ? null : at.After is null ? rows[0].Seq.ToString() : rows[^1].Seq.ToString();
        return new Page<MessageView>(await MessageViews.OfChatAsync(db, userId, rows, ct), next);
    }

    public async Task<Result<IReadOnlyList<ReactionOf>>> ReactionsAsync(Guid userId, Guid chatId, long seq, CancellationToken ct)
    {
        if (await FindAsync(userId, chatId, seq, ct) is null) return Errors.NotFound;
        var rows = await db.Reactions.AsNoTracking().Where(r => r.ChatId == chatId && r.Seq == seq).OrderBy(r => r.At).ThenBy(r => r.UserId).ToListAsync(ct);
        return rows.ConvertAll(r => new ReactionOf(r.UserId, r.Emoji, r.At));
    }

    /// <summary>Members other than the sender who have read the message; only in chats that show read marks.</summary>
    public async Task<Result<IReadOnlyList<ReaderView>>> ReadersAsync(Guid userId, Guid chatId, long seq, CancellationToken ct)
    {
        if (await FindAsync(userId, chatId, seq, ct) is not { } message) return Errors.NotFound;
        var rows = await db.Members.AsNoTracking()
            .Where(m => m.ChatId == chatId && m.LeftSeq == null && m.ReadSeq >= seq && m.UserId != message.SenderId && m.JoinedSeq <= seq)
            .OrderBy(m => m.UserId).Take(ChatAccess.SmallChat).ToListAsync(ct);
        return rows.ConvertAll(m => new ReaderView(m.UserId, m.ReadSeq));
    }

    /// <summary>Views of files that a send names, in its order; what is missing is found by the commit.</summary>
    public static async Task<IReadOnlyList<FileView>> FilesAsync(AppDb db, IReadOnlyList<Guid> fileIds, CancellationToken ct)
    {
        if (fileIds.Count == 0) return [];
        var views = await FileCatalog.ViewsAsync(db, fileIds, ct);
        return [.. fileIds.Where(views.ContainsKey).Select(id => views[id])];
    }

    private async Task<Result<MessageView>> ThenViewAsync(Result<ChangeEntry?> outcome, Guid userId, Guid chatId, long seq, CancellationToken ct)
    {
        if (outcome.Error is { } error) return error;
        return await FindAsync(userId, chatId, seq, ct) is { } view ? view : Errors.NotFound;
    }

    private async Task<MessageView?> FindAsync(Guid userId, Guid chatId, long seq, CancellationToken ct)
    {
        if (await chats.FindAsync(userId, chatId, ct) is not { } access) return null;
        var row = await access.Visible(db.Messages.AsNoTracking()).SingleOrDefaultAsync(m => m.Seq == seq, ct);
        return row is null ? null : (await MessageViews.OfChatAsync(db, userId, [row], ct))[0];
    }
}

/// <summary>What every send passes, over REST and sockets alike.</summary>
internal sealed record SendDesk(SendBudget Budget, ReadMarks Marks, TimeProvider Time);

/// <summary>Which page of a chat: before and after are exclusive, around includes its own; none is the newest page.</summary>
internal readonly record struct PageOf(long? Before, long? After, long? Around, int? Limit)
{
    public Error? Check() =>
        (Before is null ? 0 : 1) + (After is null ? 0 : 1) + (Around is null ? 0 : 1) > 1 ? Error.Validation("before", "Give one of before, after and around.")
        : Limit is < 1 or > MessageService.MaxPage ? Error.Validation("limit", $"The limit is 1 to {MessageService.MaxPage}.")
        : null;
}
