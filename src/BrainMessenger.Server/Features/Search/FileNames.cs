using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Search;

/// <summary>A message is also found by the names of its files.</summary>
internal static class FileNames
{
    public static Task<Dictionary<(Guid, long), string>> WithinAsync(AppDb db, IReadOnlyList<Stretch> stretches, CancellationToken ct) =>
        ReadAsync(db, db.Attachments.Within(db, stretches), ct);

    /// <summary>By place, a line each; nothing for messages without files.</summary>
    public static async Task<Dictionary<(Guid, long), string>> ReadAsync(AppDb db, IQueryable<Attachment> attachments, CancellationToken ct)
    {
        var rows = await (
            from a in attachments
            join f in db.Files on a.FileId equals f.Id
            orderby a.Position
            select new { a.ChatId, a.Seq, f.Name }).ToListAsync(ct);
        return rows.GroupBy(r => (r.ChatId, r.Seq)).ToDictionary(g => g.Key, g => string.Join('\n', g.Select(r => r.Name)));
    }
}
