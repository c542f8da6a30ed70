using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace BrainMessenger.Checker;

/// <summary>
/// Takes down what clients do. Safe for concurrent use. Record an invoke before its first byte leaves and an answer
/// after it arrived, or the order that the checker derives is not the one that was.
/// </summary>
public sealed class History
{
    private readonly ConcurrentQueue<HistoryEvent> _events = new();

    public IReadOnlyList<HistoryEvent> Events => [.. _events.OrderBy(step => step.Time)];

    public int Count => _events.Count;

    public void Add(HistoryEvent step) => _events.Enqueue(step);

    /// <summary>Notes the beginning of an operation and returns what its answer is noted with.</summary>
    public HistoryEvent Invoke(
        int process, Guid user, Operation operation, Guid chat, Guid id, ulong hash = 0, long target = 0)
    {
        var step = new HistoryEvent(Now(), process, user, Phase.Invoke, operation, chat)
        {
            Id = id, Hash = hash, Target = target,
        };
        Add(step);
        return step;
    }

    public void Ok(HistoryEvent invoke, long seq = 0) =>
        Add(invoke with { Time = Now(), Phase = Phase.Ok, Seq = seq });

    /// <summary>The server refused: it must not have happened.</summary>
    public void Fail(HistoryEvent invoke) => Add(invoke with { Time = Now(), Phase = Phase.Fail });

    /// <summary>No answer came: it may have happened or not.</summary>
    public void Unknown(HistoryEvent invoke) => Add(invoke with { Time = Now(), Phase = Phase.Unknown });

    public void Delivered(int process, Guid user, Guid chat, LogRow row) =>
        Add(new HistoryEvent(Now(), process, user, Phase.Ok, Operation.Deliver, chat)
        {
            Id = row.Cid, Seq = row.Seq, Target = row.Target, Hash = row.Hash, Kind = row.Kind,
        });

    /// <summary>One line for each event, to look at a run that went wrong.</summary>
    public void Save(string path) =>
        File.WriteAllLines(path, Events.Select(step => string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Time} p{step.Process} {step.User} {step.Phase} {step.Operation} {step.Kind} chat={step.Chat} id={step.Id} seq={step.Seq} target={step.Target} hash={step.Hash:x}")));

    private static long Now() => Stopwatch.GetTimestamp();
}
