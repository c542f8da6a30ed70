using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>Commits one gathered batch, answers it, hands it to the listener; deals with what databases do meanwhile.</summary>
internal sealed class LogWriter(ILogStore store, ChangeWriter changes, ILogListener listener, TimeProvider time, ILogger<LogWriter> log)
{
    /// <summary>How long an append may wait for its answer before the watchdog answers <c>busy</c>.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public void Write(List<Append> batch)
    {
        var messages = batch.OfType<MessageAppend>().ToList();
        if (messages.Count > 0) WriteMessages(messages);
        foreach (var change in batch.OfType<ChangeAppend>()) WriteChange(change);
    }

    private void WriteMessages(List<MessageAppend> messages)
    {
        var started = time.Now();
        StoreOutcome[] outcomes;
        try
        {
            outcomes = WithRetries(() => store.Append(messages, time.Now()), messages, out var again);
            if (again) TakeAsOwn(messages, outcomes, started);
        }
        catch (Exception e) when (!DatabaseFaults.ArePassing(e) && messages.Count > 1)
        {
            // One bad append must fail alone: halve until it is.
            WriteMessages(messages[..(messages.Count / 2)]);
            WriteMessages(messages[(messages.Count / 2)..]);
            return;
        }
        catch (Exception e)
        {
            Fail(messages, e);
            return;
        }

        for (var i = 0; i < messages.Count; i++) Deliver(messages[i], outcomes[i]);
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
        if (!position.Repeat) listener.OnMessage(message, position);
    }

    private void WriteChange(ChangeAppend change)
    {
        try
        {
            var outcome = WithRetries(() => changes.WriteAsync(change, CancellationToken.None).GetAwaiter().GetResult(), [change], out _);
            if (outcome.Error is { } error)
            {
                change.Refuse(error);
                return;
            }

            change.Store(outcome.Value);
            if (outcome.Value is { } entry) listener.OnChange(entry);
        }
        catch (Exception e)
        {
            Fail([change], e);
        }
    }

    /// <summary>
    /// Runs again what failed for a passing reason. A commit whose answer was lost may have happened: the cid (or the
    /// effect of a change) makes the second run safe, and the chat's lock waits for the first.
    /// </summary>
    private T WithRetries<T>(Func<T> write, IEnumerable<Append> appends, out bool again)
    {
        again = false;
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                return write();
            }
            catch (Exception e) when (DatabaseFaults.ArePassing(e) && appends.Any(a => !a.IsSettled))
            {
                log.LogError("Writing to the database failed and is tried again ({Cause}). Check NEON_DATABASE_URL and that the database runs.", e.Message);
                again = true;
                Thread.Sleep(pause);
                pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 2, 1000));
            }
        }
    }

    private void Fail(IEnumerable<Append> appends, Exception e)
    {
        var passing = DatabaseFaults.ArePassing(e);
        if (!passing) log.LogError(e, "Writing to the log failed");
        foreach (var append in appends) append.Refuse(passing ? Errors.DatabaseUnavailable : new("internal", 500, "Something went wrong on the server. It has been noted."));
    }
}
