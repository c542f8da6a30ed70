using System.Text.Json;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>Reads stretches of the log: what a client does not have yet.</summary>
internal sealed class LogService(AppDb db, ChatAccess chats, Epoch epoch)
{
    public const int MaxLimit = 500;
    public const int DefaultLimit = 200;
    private const int MaxChats = 100;
    private const int MaxEntries = 1000;
    private const int MaxBehind = 5000;

    public async Task<Result<LogView>> ReadAsync(Guid userId, Guid chatId, long since, int? limit, CancellationToken ct)
    {
        if (limit is < 1 or > MaxLimit) return Error.Validation("limit", $"The limit is 1 to {MaxLimit}.");
        if (since < 0) return Error.Validation("since", "A position is 0 or more.");
        if (await chats.FindAsync(userId, chatId, ct) is not { } access) return Errors.NotFound;
        return await ReadAsync(access, since, limit ?? DefaultLimit, ct);
    }

    public async Task<Result<LogsView>> ReadManyAsync(Guid userId, LogRequest request, CancellationToken ct)
    {
        if (request.Since.Count > MaxChats) return Error.Validation("since", $"At most {MaxChats} chats at once.");
        if (request.Since.Values.Any(s => s < 0)) return Error.Validation("since", "A position is 0 or more.");
        var logs = new Dictionary<Guid, LogView>();
        var room = MaxEntries;
        foreach (var (chatId, since) in request.Since)
        {
            if (room == 0) break;
            if (await chats.FindAsync(userId, chatId, ct) is not { } access) continue;
            logs[chatId] = await ReadAsync(access, since, Math.Min(room, MaxLimit), ct);
            room -= logs[chatId].Entries.Count;
        }

        return new LogsView(epoch.Id, logs);
    }

    private async Task<LogView> ReadAsync(ChatAccessOf access, long since, int limit, CancellationToken ct)
    {
        var head = access.Chat.LastSeq;
        if (since > head || head - since > MaxBehind) return new(epoch.Id, head, [], TooLong: true);

        var messages = await access.Visible(db.Messages.AsNoTracking()).Where(m => m.Seq > since && m.Seq <= head).OrderBy(m => m.Seq).Take(limit).ToListAsync(ct);
        var changes = await access.Visible(db.Changes.AsNoTracking()).Where(c => c.Seq > since && c.Seq <= head).OrderBy(c => c.Seq).Take(limit).ToListAsync(ct);
        // Both are cut at the same position, so that the page has no hole.
        var seqs = messages.Select(m => m.Seq).Concat(changes.Select(c => c.Seq)).Order().Take(limit).ToList();
        var last = seqs.Count == 0 ? since : seqs[^1];
        messages.RemoveAll(m => m.Seq > last);
        changes.RemoveAll(c => c.Seq > last);

        var views = (await MessageViews.OfChatAsync(db, access.UserId, messages, ct)).Select(m => (m.Seq, Entry: (LogEntryView)m));
        var edits = await EditsAsync(access, changes, ct);
        var entries = views.Concat(changes.Select(c => (c.Seq, Entry: (LogEntryView)View(access, c, edits)))).OrderBy(e => e.Seq);
        return new(epoch.Id, head, [.. entries.Select(e => e.Entry)]);
    }

    /// <summary>The data of an edit is the message as it is now: its text is stored nowhere else (design §4).</summary>
    private async Task<Dictionary<long, Message>> EditsAsync(ChatAccessOf access, List<Change> changes, CancellationToken ct)
    {
        var targets = changes.Where(c => c.Kind == ChangeKinds.Edit).Select(c => c.TargetSeq!.Value).Distinct().ToList();
        if (targets.Count == 0) return [];
        return await db.Messages.AsNoTracking().Where(m => m.ChatId == access.Chat.Id && targets.Contains(m.Seq)).ToDictionaryAsync(m => m.Seq, ct);
    }

    private static ChangeView View(ChatAccessOf access, Change change, Dictionary<long, Message> edits)
    {
        JsonElement? data = null;
        if (change.TargetSeq is not { } target || access.Stays.Show(target))
        {
            var json = change.Kind != ChangeKinds.Edit ? change.Data
                : edits.GetValueOrDefault(change.TargetSeq!.Value) is { DeletedAt: null, EditedAt: { } at } message ? ChangeData.Edit(message.Text, at)
                : "{}";
            data = JsonDocument.Parse(json).RootElement;
        }

        return new(change.ChatId, change.Seq, change.Kind, change.ActorId, change.TargetSeq, data, change.At);
    }
}
