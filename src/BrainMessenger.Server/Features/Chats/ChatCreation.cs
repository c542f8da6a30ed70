using System.Text.RegularExpressions;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>Making chats. A personal chat with the same person is the same chat, also when both make it at once.</summary>
internal sealed partial class ChatCreation(IDbContextFactory<AppDb> databases, ChatViews views, IChatAnnouncer announcer, TimeProvider time)
{
    /// <summary>The chat and whether it is new.</summary>
    public async Task<Result<(ChatView Chat, bool IsNew)>> CreateAsync(Guid ownerId, CreateChat request, CancellationToken ct)
    {
        var others = (request.MemberIds ?? []).Distinct().ToList();
        if (Check(ownerId, request, others) is { } invalid) return invalid;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Users.CountAsync(u => others.Contains(u.Id) && u.DeletedAt == null, ct) < others.Count) return ChatErrors.UnknownUser;

        var pair = request.Type == ChatTypes.Personal ? Pair(ownerId, others[0]) : null;
        if (pair is not null && await FindPairAsync(db, pair, ownerId, ct) is { } existing) return (existing, false);
        try
        {
            return (await StoreAsync(db, ownerId, request, pair, others, ct), true);
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            // The loser of a race gets the winner's chat.
            if (pair is null) return ChatErrors.HandleTaken;
            await using var again = await databases.CreateDbContextAsync(ct);
            return await FindPairAsync(again, pair, ownerId, ct) is { } winner ? (winner, false) : Errors.Busy;
        }
    }

    private static Error? Check(Guid ownerId, CreateChat request, List<Guid> others)
    {
        if (request.Type is not (ChatTypes.Personal or ChatTypes.Group or ChatTypes.Channel)) return ChatErrors.BadType;
        if (others.Contains(ownerId)) return ChatErrors.BadMembers;
        if (request.Type == ChatTypes.Personal) return others.Count == 1 ? null : ChatErrors.BadMembers;
        if (TextRules.CleanName(request.Name) is null) return ChatErrors.BadName;
        return request.Handle is { } handle && !Handle().IsMatch(handle) ? ChatErrors.BadHandle : null;
    }

    private async Task<ChatView> StoreAsync(AppDb db, Guid ownerId, CreateChat request, string? pair, List<Guid> others, CancellationToken ct)
    {
        var now = time.Now();
        var chat = new Chat
        {
            Id = time.NewId(),
            Type = request.Type,
            Pair = pair,
            Name = pair is null ? TextRules.CleanName(request.Name) : null,
            Handle = pair is null ? request.Handle : null,
            HandleKey = pair is null ? request.Handle?.ToLowerInvariant() : null,
            IsPublic = pair is null && request.IsPublic == true,
            HistoryForNew = true,
            MemberCount = others.Count + 1,
            CreatedAt = now,
            ActiveAt = now,
        };
        var role = request.Type == ChatTypes.Channel ? Roles.Reader : Roles.Member;
        var owner = Stay(chat, ownerId, pair is null ? Roles.Owner : Roles.Member);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Chats.Add(chat);
        db.Members.Add(owner);
        db.Members.AddRange(others.Select(id => Stay(chat, id, role)));
        await db.SaveChangesAsync(ct);
        var entries = await MeLog.AppendAsync(db, [ownerId, .. others], MeKinds.Chat, chat.Id, MeKinds.NewChat, now, ct);
        await transaction.CommitAsync(ct);

        announcer.Created(chat, entries);
        return await views.OneAsync(ownerId, new(chat, owner), ct);
    }

    private async Task<ChatView?> FindPairAsync(AppDb db, string pair, Guid userId, CancellationToken ct)
    {
        var chat = await db.Chats.AsNoTracking().SingleOrDefaultAsync(c => c.Pair == pair, ct);
        if (chat is null) return null;
        var mine = await db.Members.AsNoTracking().SingleAsync(m => m.ChatId == chat.Id && m.UserId == userId && m.LeftSeq == null, ct);
        return await views.OneAsync(userId, new(chat, mine), ct);
    }

    /// <summary>First members see from 1; nothing has been written yet.</summary>
    private static Member Stay(Chat chat, Guid userId, string role) => new()
    {
        ChatId = chat.Id,
        UserId = userId,
        JoinedSeq = 1,
        VisibleFrom = 1,
        Role = role,
        ReadSeq = 0,
        ReadOrdinal = 0,
        JoinedAt = chat.CreatedAt,
    };

    private static string Pair(Guid one, Guid other) => one.CompareTo(other) < 0 ? $"{one}:{other}" : $"{other}:{one}";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{2,31}$")]
    private static partial Regex Handle();
}

/// <summary>Seats connected people in a chat that was just made; the realtime feature's part.</summary>
internal interface IChatAnnouncer
{
    public void Created(Chat chat, IReadOnlyList<MeEntry> entries);

    public void Me(IReadOnlyList<MeEntry> entries);

    public void Read(ReadMark mark, bool toOthers);
}
