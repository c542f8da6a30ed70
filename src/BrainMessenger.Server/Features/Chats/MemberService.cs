using System.Text.Json;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>The members of a chat, and each member's own view of it: archived, pinned, muted.</summary>
internal sealed class MemberService(AppDb db, ChatAccess chats, UserCatalog users, Epoch epoch, IChatAnnouncer announcer)
{
    public const int DefaultPage = 50;
    public const int MaxPage = 200;

    public async Task<Result<Page<MemberView>>> ListAsync(Guid userId, Guid chatId, string? query, string? cursor, int? limit, CancellationToken ct)
    {
        if (limit is < 1 or > MaxPage) return Error.Validation("limit", $"The limit is 1 to {MaxPage}.");
        var after = Guid.Empty;
        if (cursor is not null && !Guid.TryParse(cursor, out after)) return ChatErrors.BadCursor;
        if (await chats.FindAsync(userId, chatId, ct) is not { } access) return Errors.NotFound;

        var members = db.Members.AsNoTracking().Where(m => m.ChatId == chatId && m.LeftSeq == null);
        if (!string.IsNullOrWhiteSpace(query))
        {
            var text = TextRules.Fold(query.Trim());
            members = members.Where(m => db.Users.Any(u => u.Id == m.UserId && (u.NameKey.Contains(text) || u.HandleKey!.Contains(text))));
        }

        var take = limit ?? DefaultPage;
        var rows = await members.Where(m => cursor == null || m.UserId.CompareTo(after) > 0).OrderBy(m => m.UserId).Take(take + 1).ToListAsync(ct);
        var page = rows.Take(take).ToList();
        var people = await users.ViewsAsync(db, [.. page.Select(m => m.UserId)], ct);
        var small = access.Chat.MemberCount <= ChatAccess.SmallChat;
        return new Page<MemberView>(
            [.. page.Where(m => people.ContainsKey(m.UserId)).Select(m => new MemberView(people[m.UserId], m.Role, m.JoinedAt, small ? m.ReadSeq : 0))],
            rows.Count > take ? page[^1].UserId.ToString() : null);
    }

    public Task<Result<Done>> ArchiveAsync(Guid userId, Guid chatId, bool on, DateTimeOffset now, CancellationToken ct) =>
        SetAsync(userId, chatId, MeKinds.Archived, on ? """{"on":true}""" : """{"on":false}""", m => m.Archived = on, now, ct);

    public Task<Result<Done>> PinAsync(Guid userId, Guid chatId, bool on, DateTimeOffset now, CancellationToken ct) =>
        SetAsync(userId, chatId, MeKinds.Pinned, on ? """{"on":true}""" : """{"on":false}""", m => m.Pinned = on, now, ct);

    /// <summary>Silent until then; null ends it.</summary>
    public Task<Result<Done>> MuteAsync(Guid userId, Guid chatId, DateTimeOffset? until, DateTimeOffset now, CancellationToken ct) =>
        SetAsync(userId, chatId, MeKinds.Muted, JsonSerializer.Serialize(new { until }), m => m.MutedUntil = until, now, ct);

    public async Task<MeLogView> MeLogAsync(Guid userId, long since, CancellationToken ct)
    {
        var head = await db.Users.Where(u => u.Id == userId).Select(u => u.MeSeq).SingleAsync(ct);
        var rows = await db.MeEntries.AsNoTracking().Where(e => e.UserId == userId && e.Seq > since && e.Seq <= head).OrderBy(e => e.Seq).ToListAsync(ct);
        return new(epoch.Id, head, [.. rows.Select(e => new MeEntryView(
            e.Seq, e.Kind, e.ChatId == Guid.Empty ? null : e.ChatId, JsonDocument.Parse(e.Data).RootElement, e.At))]);
    }

    private async Task<Result<Done>> SetAsync(Guid userId, Guid chatId, string kind, string data, Action<Member> set, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var stay = await db.Members.SingleOrDefaultAsync(m => m.ChatId == chatId && m.UserId == userId && m.LeftSeq == null, ct);
        if (stay is null) return Errors.NotFound;
        set(stay);
        if (!db.ChangeTracker.HasChanges()) return default(Done);
        await db.SaveChangesAsync(ct);
        var entries = await MeLog.AppendAsync(db, [userId], kind, chatId, data, now, ct);
        await transaction.CommitAsync(ct);
        announcer.Me(entries);
        return default(Done);
    }
}
