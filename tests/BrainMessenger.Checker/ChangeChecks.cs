namespace BrainMessenger.Checker;

/// <summary>Every text that is read is one that was written last, and what was deleted stays deleted.</summary>
internal static class ChangeChecks
{
    private static readonly ulong Empty = TextHash.Of("");

    public static void Run(
        Evidence evidence, IReadOnlyList<HistoryEvent> history, Sends sends, List<Violation> found)
    {
        var changes = history
            .Where(step => step.Operation is Operation.Edit or Operation.Delete)
            .GroupBy(step => (step.Chat, step.Target))
            .ToDictionary(group => group.Key, group => Written.Of(group));

        foreach (var (chat, rows) in evidence.Logs)
        {
            var entries = rows.Where(row => row.Kind is RowKind.Edit or RowKind.Delete).ToLookup(row => (row.Target, row.Kind));
            foreach (var row in rows.Where(row => row.Kind is RowKind.Message))
            {
                if (!sends.ByCid.TryGetValue(row.Cid, out var send)) continue;
                var written = changes.GetValueOrDefault((chat, row.Seq), []);
                Check(chat, row, send.Invoke.Hash, written, found);
                Entries(chat, row, written, entries, found);
            }
        }
    }

    private static void Check(
        Guid chat, LogRow row, ulong original, List<Written> written, List<Violation> found)
    {
        var deletes = written.Where(change => change.Operation is Operation.Delete).ToList();
        if (row.Deleted)
        {
            if (deletes.All(delete => delete.Failed))
                found.Add(new(Damage.Undone, $"{chat}/{row.Seq} is deleted and nobody did it"));
            if (row.Hash != Empty) found.Add(new(Damage.Undone, $"{chat}/{row.Seq} is deleted and still has a text"));
            return;
        }

        if (deletes.Any(delete => delete.OkAt is not null))
            found.Add(new(Damage.Undone, $"{chat}/{row.Seq}: its deletion was acknowledged and it is there"));

        var edits = written.Where(change => change is { Operation: Operation.Edit, Failed: false }).ToList();
        var acknowledged = edits.Where(edit => edit.OkAt is not null).ToList();
        var legal = edits.Where(edit => !acknowledged.Any(later => later.InvokedAt > edit.OkAt)).Select(edit => edit.Hash);
        if (acknowledged.Count == 0) legal = legal.Append(original);
        if (!legal.Contains(row.Hash))
            found.Add(new(edits.Count == 0 ? Damage.Lost : Damage.Undone, $"{chat}/{row.Seq} has another text than was written"));
    }

    /// <summary>An acknowledged change has its entry, and a deletion has one at most.</summary>
    private static void Entries(
        Guid chat, LogRow row, List<Written> written, ILookup<(long, RowKind), LogRow> entries, List<Violation> found)
    {
        var edited = written.Any(change => change is { Operation: Operation.Edit, OkAt: not null } && change.Hash != row.Hash);
        if (edited && !entries[(row.Seq, RowKind.Edit)].Any())
            found.Add(new(Damage.Undone, $"{chat}/{row.Seq}: an edit was acknowledged and has no entry"));
        var deletions = entries[(row.Seq, RowKind.Delete)].Count();
        if (deletions != (row.Deleted ? 1 : 0))
            found.Add(new(Damage.Undone, $"{chat}/{row.Seq}: {deletions} entries of deletion, deleted {row.Deleted}"));
    }

    private sealed record Written(Operation Operation, ulong Hash, long InvokedAt, long? OkAt, bool Failed)
    {
        public static List<Written> Of(IEnumerable<HistoryEvent> steps) =>
        [
            .. from id in steps.GroupBy(step => step.Id)
               let invoke = id.FirstOrDefault(step => step.Phase is Phase.Invoke)
               where invoke is not null
               select new Written(
                   invoke.Operation,
                   invoke.Hash,
                   invoke.Time,
                   id.FirstOrDefault(step => step.Phase is Phase.Ok)?.Time,
                   id.Any(step => step.Phase is Phase.Fail)),
        ];
    }
}
