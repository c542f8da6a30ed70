namespace BrainMessenger.Checker;

/// <summary>What was shown live: once, forward, nothing from outside of the stays, and in the end the same state.</summary>
internal static class DeliveryChecks
{
    private static readonly ulong Empty = TextHash.Of("");

    public static void Run(Evidence evidence, IReadOnlyList<HistoryEvent> history, List<Violation> found)
    {
        var stays = evidence.Stays.ToLookup(stay => (stay.User, stay.Chat));
        var streams = history.Where(step => step.Operation is Operation.Deliver)
            .GroupBy(step => (step.Process, step.Chat));
        foreach (var stream in streams)
        {
            List<HistoryEvent> shown = [.. stream];
            Forward(shown, found);
            NoLeak(shown, stays, found);
        }

        Complete(evidence, history, stays, found);
    }

    private static void Forward(List<HistoryEvent> shown, List<Violation> found)
    {
        for (var i = 1; i < shown.Count; i++)
            if (shown[i].Seq <= shown[i - 1].Seq)
                found.Add(new(Damage.Repeated,
                    $"process {shown[i].Process} was shown {shown[i].Chat}/{shown[i].Seq} after {shown[i - 1].Seq}"));
    }

    private static void NoLeak(
        List<HistoryEvent> shown, ILookup<(Guid, Guid), Stay> stays, List<Violation> found)
    {
        foreach (var step in shown)
        {
            // The entry of the leaving itself may still reach the one who leaves.
            if (!stays[(step.User, step.Chat)].Any(stay => stay.Covers(step.Seq) || stay.Until == step.Seq))
                found.Add(new(Damage.Leaked, $"{step.User} was shown {step.Chat}/{step.Seq} outside of the stays"));
        }
    }

    private static void Complete(
        Evidence evidence, IReadOnlyList<HistoryEvent> history, ILookup<(Guid, Guid), Stay> stays, List<Violation> found)
    {
        foreach (var process in evidence.CompleteStreams)
        {
            var all = history.Where(step => step.Process == process && step.Operation is Operation.Deliver).ToList();
            if (all.Count == 0) continue;
            var user = all[0].User;
            foreach (var (chat, rows) in evidence.Logs)
            {
                var mine = stays[(user, chat)].ToList();
                if (mine.All(stay => stay.Until != long.MaxValue)) continue;
                var expected = rows.Where(row => mine.Any(stay => stay.Covers(row.Seq))).ToList();
                var shown = all.Where(step => step.Chat == chat).ToList();
                Compare(process, chat, shown, expected, found);
            }
        }
    }

    private static void Compare(
        int process, Guid chat, List<HistoryEvent> shown, List<LogRow> expected, List<Violation> found)
    {
        var due = expected.Select(row => row.Seq).ToHashSet();
        foreach (var missing in due.Except(shown.Select(step => step.Seq)).Order().Take(1))
            found.Add(new(Damage.Diverged, $"process {process} was never shown {chat}/{missing}"));

        var state = Fold(shown);
        foreach (var row in expected.Where(row => row.Kind is RowKind.Message))
            if (state.TryGetValue(row.Seq, out var hash) && hash != row.Hash)
                found.Add(new(Damage.Diverged, $"process {process}: the events of {chat}/{row.Seq} end in another text"));
    }

    private static Dictionary<long, ulong> Fold(IEnumerable<HistoryEvent> shown)
    {
        var state = new Dictionary<long, ulong>();
        foreach (var step in shown)
        {
            if (step.Kind is RowKind.Message) state[step.Seq] = step.Hash;
            else if (step.Kind is RowKind.Edit && step.Hash != 0) state[step.Target] = step.Hash;
            else if (step.Kind is RowKind.Delete) state[step.Target] = Empty;
        }

        return state;
    }
}
