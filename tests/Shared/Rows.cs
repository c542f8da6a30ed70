using BrainMessenger.Checker;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Shared;

/// <summary>Turns what the client shows into what the checker compares.</summary>
internal static class Rows
{
    /// <summary>As it is stored: a change's data is not shown to everybody, so it is left out.</summary>
    public static LogRow Stored(LogEntry entry) => entry switch
    {
        Message message => new LogRow(message.Seq, RowKind.Message)
        {
            Ordinal = message.Ordinal,
            Cid = message.Cid,
            User = message.SenderId,
            Hash = TextHash.Of(message.Text),
            Deleted = message.DeletedAt is not null,
        },
        Change change => new LogRow(change.Seq, KindOf(change)) { User = change.ActorId, Target = change.TargetSeq ?? 0 },
        _ => throw new ArgumentException($"{entry.GetType()} is no entry of a log."),
    };

    /// <summary>As it is shown live: with the new text of an edit.</summary>
    public static LogRow Shown(LogEntry entry) =>
        entry is Change change && change.AsEdit() is { Text: { } text } ? Stored(entry) with { Hash = TextHash.Of(text) } : Stored(entry);

    /// <summary>The whole log of a chat as one member reads it by REST.</summary>
    public static async Task<IReadOnlyList<LogEntry>> ReadLogAsync(BrainMessengerClient client, Guid chat, CancellationToken ct)
    {
        List<LogEntry> entries = [];
        while (true)
        {
            var page = await client.Messages.LogAsync(chat, entries.Count == 0 ? 0 : entries[^1].Seq, 500, ct);
            if (page.TooLong) throw new InvalidOperationException("The log is too long to be read from its beginning.");
            if (page.Entries.Count == 0) return entries;
            entries.AddRange(page.Entries);
        }
    }

    /// <summary>The messages of a chat as one member reads them by REST, page by page from the newest.</summary>
    public static async Task<IReadOnlyList<Message>> ReadMessagesAsync(BrainMessengerClient client, Guid chat, CancellationToken ct)
    {
        List<Message> messages = [];
        long? before = null;
        do
        {
            var page = await client.Messages.ListAsync(chat, before: before, limit: 100, ct: ct);
            messages.InsertRange(0, page.Items);
            before = page.Next;
        }
        while (before is not null);
        return messages;
    }

    private static RowKind KindOf(Change change) => change.Kind switch
    {
        ChangeKinds.Edit => RowKind.Edit,
        ChangeKinds.Delete => RowKind.Delete,
        ChangeKinds.Member => RowKind.Member,
        _ => RowKind.Other,
    };
}
