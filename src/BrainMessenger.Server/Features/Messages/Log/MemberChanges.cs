using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>Who is in a chat and as what. Personal chats have the two they were made for, always.</summary>
internal static class MemberChanges
{
    private static readonly Result<ChangeEntry?> Nothing = new(null, null);

    public static async Task<Result<ChangeEntry?>> AddAsync(ChangeContext change, ChangeCommand.AddMembers add, CancellationToken ct)
    {
        var (db, chat) = (change.Db, change.Chat);
        if (chat.Type == ChatTypes.Personal || !Roles.Manages(change.Actor.Role)) return Errors.Forbidden;
        var known = await db.Users.Where(u => add.UserIds.Contains(u.Id) && u.DeletedAt == null).Select(u => u.Id).ToListAsync(ct);
        if (known.Count < add.UserIds.Count) return ChatErrors.UnknownUser;
        var present = await db.Members.Where(m => m.ChatId == chat.Id && m.LeftSeq == null && known.Contains(m.UserId)).Select(m => m.UserId).ToListAsync(ct);
        var newcomers = add.UserIds.Except(present).ToList();
        if (newcomers.Count == 0) return Nothing;

        var seq = change.NextSeq;
        var visibleFrom = chat.HistoryForNew ? 1 : seq;
        var role = chat.Type == ChatTypes.Channel ? Roles.Reader : Roles.Member;
        db.Members.AddRange(newcomers.Select(userId => Stay(change, userId, role, visibleFrom)));
        await db.SaveChangesAsync(ct);
        await MoveMemberCountAsync(change, newcomers.Count, ct);
        return change.Entry(ChangeKinds.Member, null, ChangeData.Members(newcomers, role, "joined")) with
        {
            Joined = await StaysAsync(change, newcomers, visibleFrom, ct),
            MemberCount = chat.MemberCount + newcomers.Count,
            Me = await MeLog.AppendAsync(db, newcomers, MeKinds.Chat, chat.Id, MeKinds.NewChat, change.At, ct),
        };
    }

    public static async Task<Result<ChangeEntry?>> RemoveAsync(ChangeContext change, ChangeCommand.RemoveMember remove, CancellationToken ct)
    {
        var (db, chat) = (change.Db, change.Chat);
        if (chat.Type == ChatTypes.Personal) return ChatErrors.PersonalChat;
        var leaves = remove.UserId == change.Actor.UserId;
        if (!leaves && !Roles.Manages(change.Actor.Role)) return Errors.Forbidden;
        var target = leaves ? change.Actor : await OpenStayAsync(change, remove.UserId, ct);
        if (target is null) return Errors.NotFound;
        if (!leaves && Roles.Rank(target.Role) >= Roles.Rank(change.Actor.Role)) return Errors.Forbidden;
        if (target.Role == Roles.Owner && !await HasOtherOwnerAsync(change, target.UserId, ct)) return ChatErrors.LastOwner;
        return await CloseAsync(change, target, leaves ? "left" : "removed", ct);
    }

    public static async Task<Result<ChangeEntry?>> SetRoleAsync(ChangeContext change, ChangeCommand.SetRole set, CancellationToken ct)
    {
        if (change.Chat.Type == ChatTypes.Personal) return ChatErrors.PersonalChat;
        if (!Roles.Manages(change.Actor.Role)) return Errors.Forbidden;
        if (await OpenStayAsync(change, set.UserId, ct) is not { } target) return Errors.NotFound;
        if (target.Role == set.Role) return Nothing;
        // Nobody gives or takes a role above his own; only owners make owners.
        var highest = Math.Max(Roles.Rank(target.Role), Roles.Rank(set.Role));
        if (highest > Roles.Rank(change.Actor.Role)) return Errors.Forbidden;
        if (target.Role == Roles.Owner && !await HasOtherOwnerAsync(change, target.UserId, ct)) return ChatErrors.LastOwner;

        target.Role = set.Role;
        await change.Db.SaveChangesAsync(ct);
        return change.Entry(ChangeKinds.Member, null, ChangeData.Members([set.UserId], set.Role, "role"));
    }

    private static async Task<Result<ChangeEntry?>> CloseAsync(ChangeContext change, Member stay, string state, CancellationToken ct)
    {
        stay.LeftSeq = change.NextSeq;
        await change.Db.SaveChangesAsync(ct);
        await MoveMemberCountAsync(change, -1, ct);
        return change.Entry(ChangeKinds.Member, null, ChangeData.Members([stay.UserId], null, state)) with
        {
            Left = [stay.UserId],
            MemberCount = change.Chat.MemberCount - 1,
            Me = await MeLog.AppendAsync(change.Db, [stay.UserId], MeKinds.Chat, change.Chat.Id, MeKinds.GoneChat, change.At, ct),
        };
    }

    /// <summary>After rejoining both stays are visible; where the past is open nothing is hidden.</summary>
    private static async Task<IReadOnlyList<Joined>> StaysAsync(ChangeContext change, List<Guid> userIds, long visibleFrom, CancellationToken ct)
    {
        if (visibleFrom <= 1) return userIds.ConvertAll(id => new Joined(id, null));
        var rows = await change.Db.Members.AsNoTracking().Where(m => m.ChatId == change.Chat.Id && userIds.Contains(m.UserId)).ToListAsync(ct);
        return [.. rows.GroupBy(m => m.UserId).Select(g => new Joined(g.Key, Stays.Of(g)))];
    }

    private static Member Stay(ChangeContext change, Guid userId, string role, long visibleFrom) => new()
    {
        ChatId = change.Chat.Id,
        UserId = userId,
        JoinedSeq = change.NextSeq,
        VisibleFrom = visibleFrom,
        Role = role,
        ReadSeq = change.NextSeq,
        ReadOrdinal = change.Chat.MessageCount,
        JoinedAt = change.At,
    };

    private static Task<Member?> OpenStayAsync(ChangeContext change, Guid userId, CancellationToken ct) =>
        change.Db.Members.SingleOrDefaultAsync(m => m.ChatId == change.Chat.Id && m.UserId == userId && m.LeftSeq == null, ct);

    private static Task<bool> HasOtherOwnerAsync(ChangeContext change, Guid userId, CancellationToken ct) =>
        change.Db.Members.AnyAsync(m => m.ChatId == change.Chat.Id && m.LeftSeq == null && m.Role == Roles.Owner && m.UserId != userId, ct);

    private static Task<int> MoveMemberCountAsync(ChangeContext change, int by, CancellationToken ct) =>
        change.Db.Chats.Where(c => c.Id == change.Chat.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.MemberCount, c => c.MemberCount + by), ct);
}
