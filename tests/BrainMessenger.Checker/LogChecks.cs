namespace BrainMessenger.Checker;

/// <summary>Durable, once, no phantom, dense.</summary>
internal static class LogChecks
{
    public static void Run(Evidence evidence, Sends sends, List<Violation> found)
    {
        foreach (var (chat, rows) in evidence.Logs) Dense(chat, rows, found);
        Once(evidence, found);
        Durable(evidence, sends, found);
        NoPhantom(evidence, sends, found);
    }

    private static void Dense(Guid chat, IReadOnlyList<LogRow> rows, List<Violation> found)
    {
        long seq = 0, ordinal = 0;
        foreach (var row in rows)
        {
            if (row.Seq != ++seq)
            {
                found.Add(new(Damage.Hole, $"chat {chat}: seq {row.Seq} where {seq} is due"));
                seq = row.Seq;
            }

            if (row.Kind is not RowKind.Message) continue;
            if (row.Ordinal == ++ordinal) continue;
            found.Add(new(Damage.Hole, $"chat {chat}: seq {row.Seq} has ordinal {row.Ordinal} where {ordinal} is due"));
            ordinal = row.Ordinal;
        }
    }

    private static void Once(Evidence evidence, List<Violation> found)
    {
        var doubled = evidence.Logs
            .SelectMany(log => log.Value, (log, row) => (Chat: log.Key, Row: row))
            .Where(entry => entry.Row.Kind is RowKind.Message)
            .GroupBy(entry => (entry.Row.Cid, entry.Row.User))
            .Where(group => group.Count() > 1);
        foreach (var group in doubled)
            found.Add(new(Damage.Doubled, $"cid {group.Key.Cid} at {string.Join(", ", group.Select(e => $"{e.Chat}/{e.Row.Seq}"))}"));
    }

    private static void Durable(Evidence evidence, Sends sends, List<Violation> found)
    {
        var index = evidence.Logs.ToDictionary(log => log.Key, log => log.Value.ToLookup(row => row.Seq));
        foreach (var ok in sends.ByCid.Values.SelectMany(send => send.Oks))
        {
            var row = index.TryGetValue(ok.Chat, out var rows) ? rows[ok.Seq].FirstOrDefault() : null;
            if (row?.Cid != ok.Id || row.User != ok.User)
                found.Add(new(Damage.Lost, $"cid {ok.Id} was acknowledged at {ok.Chat}/{ok.Seq} and is not there"));
        }
    }

    private static void NoPhantom(Evidence evidence, Sends sends, List<Violation> found)
    {
        foreach (var (chat, rows) in evidence.Logs)
        {
            foreach (var row in rows.Where(row => row.Kind is RowKind.Message))
            {
                if (!sends.ByCid.TryGetValue(row.Cid, out var send) || send.Invoke.Chat != chat || send.Invoke.User != row.User)
                    found.Add(new(Damage.Phantom, $"{chat}/{row.Seq}, cid {row.Cid}: nobody sent it there"));
                else if (send is { Failed: true, Ok: null })
                    found.Add(new(Damage.Phantom, $"{chat}/{row.Seq}, cid {row.Cid}: it was refused"));
            }
        }
    }
}
