namespace BrainMessenger.Checker;

/// <summary>
/// Compares what clients did and saw with what is stored. The server reveals its order (seq), so no search is needed:
/// every promise is one pass over sorted events.
/// </summary>
public static class HistoryChecker
{
    public static Report Check(Evidence evidence)
    {
        List<Violation> found = [];
        var history = evidence.History.OrderBy(step => step.Time).ToList();
        var sends = Sends.Of(history);

        LogChecks.Run(evidence, sends, found);
        OrderChecks.Run(history, found);
        ChangeChecks.Run(evidence, history, sends, found);
        ViewChecks.Run(evidence, found);
        DeliveryChecks.Run(evidence, history, found);

        var answers = sends.ByCid.Values;
        var stored = evidence.Logs.Values.SelectMany(rows => rows).Select(row => row.Cid).ToHashSet();
        var report = new Report(
            found,
            sends.ByCid.Count,
            answers.Count(send => send.Ok is not null),
            answers.Count(send => send is { Ok: null, Failed: true }),
            answers.Count(send => send is { Ok: null, Failed: false }),
            answers.Count(send => send is { Ok: null, Failed: false } && stored.Contains(send.Invoke.Id)));
        if (report.Invoked > 0 && report.Acknowledged < evidence.AcknowledgedAtLeast * (report.Invoked - report.Refused))
            found.Add(new(Damage.Unavailable, $"{report.Acknowledged} of {report.Invoked} sends were acknowledged."));
        return report;
    }
}

/// <summary>One send with everything that was heard of it.</summary>
internal sealed class Send(HistoryEvent invoke)
{
    /// <summary>The first: a repeat may lie anywhere after it.</summary>
    public HistoryEvent Invoke => invoke;

    /// <summary>Every answer: a repeat must be answered with the first position.</summary>
    public List<HistoryEvent> Oks { get; } = [];

    public HistoryEvent? Ok => Oks.Count > 0 ? Oks[0] : null;

    public bool Failed { get; set; }
}

internal sealed record Sends(IReadOnlyDictionary<Guid, Send> ByCid)
{
    public static Sends Of(IEnumerable<HistoryEvent> history)
    {
        var sends = new Dictionary<Guid, Send>();
        foreach (var step in history.Where(step => step.Operation is Operation.Send))
        {
            if (step.Phase is Phase.Invoke) sends.TryAdd(step.Id, new Send(step));
            else if (!sends.TryGetValue(step.Id, out var send)) continue;
            else if (step.Phase is Phase.Ok) send.Oks.Add(step);
            else if (step.Phase is Phase.Fail) send.Failed = true;
        }

        return new(sends);
    }
}
