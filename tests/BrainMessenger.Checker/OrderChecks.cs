namespace BrainMessenger.Checker;

/// <summary>What was acknowledged before a send began stands before it; one sender's sends stand in their order.</summary>
internal static class OrderChecks
{
    public static void Run(IReadOnlyList<HistoryEvent> history, List<Violation> found)
    {
        foreach (var chat in history.Where(step => step.Operation is Operation.Send).GroupBy(step => step.Chat))
        {
            List<HistoryEvent> steps = [.. chat];
            RealTime(steps, found);
            SenderOrder(steps, found);
        }
    }

    private static void RealTime(IEnumerable<HistoryEvent> steps, List<Violation> found)
    {
        var acknowledged = 0L;
        var floors = new Dictionary<Guid, long>();
        foreach (var step in steps)
        {
            if (step.Phase is Phase.Invoke) floors.TryAdd(step.Id, acknowledged);
            if (step.Phase is not Phase.Ok) continue;
            if (floors.TryGetValue(step.Id, out var floor) && step.Seq <= floor)
                found.Add(new(Damage.Reordered,
                    $"{step.Chat}/{step.Seq}, cid {step.Id}: {floor} was acknowledged before it was sent"));
            acknowledged = Math.Max(acknowledged, step.Seq);
        }
    }

    /// <summary>A repeat, by whichever way, has the place of the first try.</summary>
    private static void SenderOrder(List<HistoryEvent> steps, List<Violation> found)
    {
        var seqs = new Dictionary<Guid, long>();
        foreach (var ok in steps.Where(step => step.Phase is Phase.Ok)) seqs.TryAdd(ok.Id, ok.Seq);

        var last = new Dictionary<int, (long Seq, Guid Id)>();
        var seen = new HashSet<Guid>();
        foreach (var invoke in steps.Where(step => step.Phase is Phase.Invoke && seen.Add(step.Id)))
        {
            if (!seqs.TryGetValue(invoke.Id, out var seq)) continue;
            var before = last.GetValueOrDefault(invoke.Process);
            if (seq <= before.Seq)
                found.Add(new(Damage.Reordered,
                    $"{invoke.Chat}/{seq}, cid {invoke.Id}: process {invoke.Process} sent it after {before.Seq}, cid {before.Id}"));
            else last[invoke.Process] = (seq, invoke.Id);
        }
    }
}
