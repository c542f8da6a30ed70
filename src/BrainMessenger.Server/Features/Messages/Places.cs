using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>A stretch of a chat's log: behind one position, up to another.</summary>
internal sealed record Stretch(Guid ChatId, long Behind, long UpTo)
{
    public static Stretch At(Guid chatId, long seq) => new(chatId, seq - 1, seq);
}

/// <summary>A row that belongs to a position in a chat's log.</summary>
internal interface IPlaced
{
    public Guid ChatId { get; }

    public long Seq { get; }
}

/// <summary>Rows of many chats in one query, by the index on (chat_id, seq).</summary>
internal static class Places
{
    /// <summary>The rows that lie in one of the stretches, which do not overlap.</summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> rows, AppDb db, IReadOnlyCollection<Stretch> stretches)
        where T : class, IPlaced =>
        from stretch in db.Stretches(stretches)
        join row in rows on stretch.ChatId equals row.ChatId
        where row.Seq > stretch.Behind && row.Seq <= stretch.UpTo
        select row;
}
