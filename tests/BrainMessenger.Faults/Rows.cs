using BrainMessenger.Checker;
using BrainMessenger.Client;

namespace BrainMessenger.Faults;

/// <summary>Turns what the client shows into what the checker compares.</summary>
internal static class Rows
{
    public static LogRow Of(LogEntry entry) => entry switch
    {
        Message message => new LogRow(message.Seq, RowKind.Message)
        {
            Ordinal = message.Ordinal,
            Cid = message.Cid,
            User = message.SenderId,
            Hash = TextHash.Of(message.Text),
            Deleted = message.DeletedAt is not null,
        },
        Change change => new LogRow(change.Seq, RowKind.Other) { User = change.ActorId, Target = change.TargetSeq ?? 0 },
        _ => throw new ArgumentException($"{entry.GetType()} is no entry of a log."),
    };

    /// <summary>The whole log of a chat as one member reads it by REST.</summary>
    public static async Task<IReadOnlyList<LogRow>> ReadAsync(BrainMessengerClient client, Guid chat, CancellationToken ct)
    {
        List<LogRow> rows = [];
        long? before = null;
        do
        {
            var page = await client.Messages.ListAsync(chat, before: before, limit: 100, ct: ct);
            rows.InsertRange(0, page.Items.Select(Of));
            before = page.Next;
        }
        while (before is not null);
        return rows;
    }
}
