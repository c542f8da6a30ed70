using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>
/// The private log of each user (design §6): what his other devices must learn. Kept as the latest value per kind and
/// chat, so it never outgrows the state.
/// </summary>
internal static class MeLog
{
    private const int Slice = 500;

    /// <summary>Writes one entry for each user, inside the caller's transaction, and returns them with their positions.</summary>
    public static async Task<IReadOnlyList<MeEntry>> AppendAsync(
        AppDb db, IReadOnlyCollection<Guid> userIds, string kind, Guid chatId, string data, DateTimeOffset at, CancellationToken ct)
    {
        var entries = new List<MeEntry>(userIds.Count);
        foreach (var slice in userIds.Order().Chunk(Slice))
        {
            await db.Users.Where(u => slice.Contains(u.Id)).ExecuteUpdateAsync(set => set.SetProperty(u => u.MeSeq, u => u.MeSeq + 1), ct);
            var heads = await db.Users.Where(u => slice.Contains(u.Id)).Select(u => new { u.Id, u.MeSeq }).ToListAsync(ct);
            await db.MeEntries.Where(e => slice.Contains(e.UserId) && e.Kind == kind && e.ChatId == chatId).ExecuteDeleteAsync(ct);
            var written = heads.ConvertAll(h => new MeEntry { UserId = h.Id, Kind = kind, ChatId = chatId, Seq = h.MeSeq, Data = data, At = at });
            db.MeEntries.AddRange(written);
            await db.SaveChangesAsync(ct);
            entries.AddRange(written);
        }

        return entries;
    }
}

internal static class MeKinds
{
    public const string Chat = "chat";
    public const string Read = "read";
    public const string Archived = "archived";
    public const string Pinned = "pinned";
    public const string Muted = "muted";
    public const string Settings = "settings";

    public const string NewChat = """{"state":"new"}""";
    public const string GoneChat = """{"state":"gone"}""";
}
