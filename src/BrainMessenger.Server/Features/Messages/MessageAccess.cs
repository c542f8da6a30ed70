using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>The door of this feature: what others may ask about messages.</summary>
internal sealed class MessageAccess(IDbContextFactory<AppDb> databases)
{
    /// <summary>Whether the file hangs on an undeleted message within one of this person's stays (an open stay is needed to see a chat at all).</summary>
    public async Task<bool> MaySeeFileAsync(Guid userId, Guid fileId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (
            from a in db.Attachments
            join s in db.Members on a.ChatId equals s.ChatId
            where a.FileId == fileId && s.UserId == userId && s.VisibleFrom <= a.Seq && (s.LeftSeq == null || a.Seq < s.LeftSeq)
                && db.Members.Any(o => o.ChatId == a.ChatId && o.UserId == userId && o.LeftSeq == null)
            select a.FileId).AnyAsync(ct);
    }
}
