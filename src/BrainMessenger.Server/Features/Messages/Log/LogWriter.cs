using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>Commits one gathered batch, answers it, hands it to the listeners; deals with what databases do meanwhile.</summary>
internal sealed class LogWriter(
    ILogStore store, ChangeWriter changes, IEnumerable<ILogListener> listeners, DatabaseHealth health, TimeProvider time, ILogger<LogWriter> log)
{
    /// <summary>How long an append may wait for its answer before the watchdog answers <c>busy</c>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly Error _internal = new("internal", 500, "Something went wrong on the server. It has been noted.");

    private readonly ILogListener[] _listeners = [.. listeners];
    private readonly DoubtfulAppends _doubtful = new();

    /// <summary>An empty batch only looks after what an outage left unclear.</summary>
    public void Write(List<Append> batch)
    {
        if (!_doubtful.IsEmpty) Resolve();
        var messages = batch.OfType<MessageAppend>().ToList();
        if (messages.Count > 0) WriteMessages(messages);
        foreach (var change in batch.OfType<ChangeAppend>()) WriteChange(change);
    }

    private void WriteMessages(List<MessageAppend> messages)
    {
        var started = time.Now();
        try
        {
            if (!TryWrite(() => store.Append(messages, time.Now()), messages, out var outcomes, out var again)) return;
            if (again) TakeAsOwn(messages, outcomes, started);
            for (var i = 0; i < messages.Count; i++) Deliver(messages[i], outcomes[i]);
        }
        catch (Exception e) when (DatabaseFaults.Of(e) is null && messages.Count > 1)
        {
            // One bad append must fail alone: halve until it is.
            WriteMessages(messages[..(messages.Count / 2)]);
            WriteMessages(messages[(messages.Count / 2)..]);
        }
        catch (Exception e)
        {
            Fail(messages, e);
        }
    }

    /// <summary>
    /// A run whose answer was lost may have committed, and the next run finds its messages as repeats; nobody has been
    /// told of them yet. What was stored since the first run began is therefore new to everybody, once.
    /// </summary>
    private static void TakeAsOwn(List<MessageAppend> messages, StoreOutcome[] outcomes, DateTimeOffset started)
    {
        var seen = new HashSet<(Guid, long)>();
        // Stored times are whole milliseconds.
        var since = started.ToUnixTimeMilliseconds();
        for (var i = 0; i < outcomes.Length; i++)
            if (outcomes[i].Position is { Repeat: true } position && position.At.ToUnixTimeMilliseconds() >= since && seen.Add((messages[i].ChatId, position.Seq)))
                outcomes[i] = new(position with { Repeat = false }, null);
    }

    private void Deliver(MessageAppend message, StoreOutcome outcome)
    {
        if (outcome.Position is not { } position)
        {
            message.Refuse(outcome.Refusal!);
            return;
        }

        message.Store(position);
        if (position.Repeat) return;
        foreach (var listener in _listeners) listener.OnMessage(message, position);
    }

    private void WriteChange(ChangeAppend change)
    {
        try
        {
            if (!TryWrite(() => changes.WriteAsync(change, CancellationToken.None).GetAwaiter().GetResult(), [change], out var outcome, out _)) return;
            if (outcome.Error is { } error)
            {
                change.Refuse(error);
                return;
            }

            change.Store(outcome.Value);
            if (outcome.Value is { } entry) Announce(entry);
        }
        catch (Exception e)
        {
            Fail([change], e);
        }
    }

    private void Announce(ChangeEntry entry)
    {
        foreach (var listener in _listeners) listener.OnChange(entry);
    }

    /// <summary>
    /// Runs again what failed for a passing reason. A commit whose answer was lost may have happened: the cid (or the
    /// entry of a change) makes the second run safe, and the chat's lock waits for the first. False when everybody has
    /// been answered by the watchdog meanwhile: what became of them is found out when the database works again.
    /// </summary>
    private bool TryWrite<T>(Func<T> write, IReadOnlyList<Append> appends, out T outcome, out bool again)
    {
        again = false;
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                outcome = write();
                return true;
            }
            catch (Exception e) when (DatabaseFaults.Of(e) is { Trouble: not (DatabaseTrouble.Exhausted or DatabaseTrouble.Misconfigured) } fault)
            {
                health.Failed(fault);
                if (appends.All(a => a.IsSettled))
                {
                    _doubtful.Add(appends);
                    outcome = default!;
                    return false;
                }

                again = true;
                Thread.Sleep(pause);
                pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 2, 1000));
            }
        }
    }

    /// <summary>Tells the members what was stored after all. Who sent it was told to try again; his repeat finds it.</summary>
    private void Resolve()
    {
        try
        {
            var (messages, unclear) = (_doubtful.Messages, _doubtful.Changes);
            var found = messages.Count == 0 ? [] : store.Find(messages);
            // Whoever was told busy has sent again meanwhile: the same message stands here as often as it was tried.
            var told = new HashSet<(Guid, long)>();
            for (var i = 0; i < messages.Count; i++)
                if (found[i] is { } position && told.Add((messages[i].ChatId, position.Seq))) Deliver(messages[i], new(position with { Repeat = false }, null));
            foreach (var change in unclear)
                if (changes.FindAsync(change, CancellationToken.None).GetAwaiter().GetResult() is { } entry) Announce(entry);
            _doubtful.Clear();
        }
        catch (Exception e) when (DatabaseFaults.Of(e) is { } fault)
        {
            health.Failed(fault);
        }
        catch (Exception e)
        {
            // Nothing is lost by it: the members find it by the next gap.
            log.LogError(e, "What an outage left unclear could not be looked up");
            _doubtful.Clear();
        }
    }

    private void Fail(IReadOnlyList<Append> appends, Exception e)
    {
        var fault = DatabaseFaults.Of(e);
        if (fault is null) log.LogError(e, "Writing to the log failed");
        else health.Failed(fault);
        foreach (var append in appends) append.Refuse(fault?.Error ?? _internal);
    }
}
