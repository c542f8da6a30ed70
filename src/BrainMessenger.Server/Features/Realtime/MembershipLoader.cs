using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>A chat that a connecting person is in.</summary>
/// <param name="Stays">Null where all may be seen, which is the rule.</param>
internal sealed record Membership(Guid ChatId, Stays? Stays, long MemberCount);

/// <summary>Reads what connecting sockets need, for many of them with one query (design §6).</summary>
internal sealed class MembershipLoader
{
    private readonly IDbContextFactory<AppDb> _databases;
    private readonly Batcher<Guid, List<Membership>> _memberships;
    private readonly Batcher<Guid, long> _heads;
    private readonly Batcher<Guid, long> _meHeads;

    public MembershipLoader(IDbContextFactory<AppDb> databases, DatabaseReads reads)
    {
        _databases = databases;
        _memberships = new(users => reads.RunAsync(() => ReadMembershipsAsync(users)));
        _heads = new(chats => reads.RunAsync(() => ReadHeadsAsync(chats)));
        _meHeads = new(users => reads.RunAsync(() => ReadMeHeadsAsync(users)));
    }

    public async Task<List<Membership>> MembershipsAsync(Guid userId) => await _memberships.LoadAsync(userId) ?? [];

    public async Task<IReadOnlyDictionary<Guid, long>> HeadsAsync(IReadOnlyCollection<Guid> chatIds)
    {
        var heads = await Task.WhenAll(chatIds.Select(async id => (id, head: await _heads.LoadAsync(id))));
        return heads.ToDictionary(h => h.id, h => h.head);
    }

    public Task<long> MeHeadAsync(Guid userId) => _meHeads.LoadAsync(userId);

    private async Task<IReadOnlyDictionary<Guid, List<Membership>>> ReadMembershipsAsync(IReadOnlyCollection<Guid> userIds)
    {
        await using var db = await _databases.CreateDbContextAsync();
        var rows = await (
            from m in db.Members
            join c in db.Chats on m.ChatId equals c.Id
            where userIds.Contains(m.UserId) && m.LeftSeq == null
            select new { m.UserId, m.ChatId, m.VisibleFrom, c.MemberCount }).ToListAsync();

        // Only who joined a chat that hides its past needs all his stays.
        var limited = rows.Where(r => r.VisibleFrom > 1).ToList();
        var stays = limited.Count == 0 ? [] : await ReadStaysAsync(db, [.. limited.Select(r => r.ChatId).Distinct()], [.. limited.Select(r => r.UserId).Distinct()]);
        return rows.GroupBy(r => r.UserId).ToDictionary(
            g => g.Key,
            g => g.Select(r => new Membership(r.ChatId, r.VisibleFrom > 1 ? stays.GetValueOrDefault((r.ChatId, r.UserId)) : null, r.MemberCount)).ToList());
    }

    private static async Task<Dictionary<(Guid, Guid), Stays>> ReadStaysAsync(AppDb db, List<Guid> chatIds, List<Guid> userIds)
    {
        var rows = await db.Members.AsNoTracking().Where(m => chatIds.Contains(m.ChatId) && userIds.Contains(m.UserId)).ToListAsync();
        return rows.GroupBy(m => (m.ChatId, m.UserId)).ToDictionary(g => g.Key, g => Stays.Of(g));
    }

    private async Task<IReadOnlyDictionary<Guid, long>> ReadHeadsAsync(IReadOnlyCollection<Guid> chatIds)
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db.Chats.Where(c => chatIds.Contains(c.Id)).Select(c => new { c.Id, c.LastSeq }).ToDictionaryAsync(c => c.Id, c => c.LastSeq);
    }

    private async Task<IReadOnlyDictionary<Guid, long>> ReadMeHeadsAsync(IReadOnlyCollection<Guid> userIds)
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db.Users.Where(u => userIds.Contains(u.Id)).Select(u => new { u.Id, u.MeSeq }).ToDictionaryAsync(u => u.Id, u => u.MeSeq);
    }
}
