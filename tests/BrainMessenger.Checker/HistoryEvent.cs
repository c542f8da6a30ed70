namespace BrainMessenger.Checker;

/// <summary>What a client does, or sees.</summary>
public enum Operation
{
    Send,
    Edit,
    Delete,
    React,
    Join,
    Leave,
    Deliver,
}

/// <summary>Where an operation stands. Unknown may have happened or not: both are legal.</summary>
public enum Phase
{
    Invoke,
    Ok,
    Fail,
    Unknown,
}

/// <summary>One line of a history.</summary>
/// <param name="Time">Ticks of the machine's monotonic clock, rising within a history.</param>
/// <param name="Process">The client: one sender, and for deliveries one stream of events.</param>
/// <param name="User">On whose behalf.</param>
/// <param name="Phase">Where the operation stands.</param>
/// <param name="Operation">Which one.</param>
/// <param name="Chat">Where.</param>
public sealed record HistoryEvent(
    long Time, int Process, Guid User, Phase Phase, Operation Operation, Guid Chat)
{
    /// <summary>The operation's id, the same in all its phases: a send's cid.</summary>
    public Guid Id { get; init; }

    /// <summary>The position that was acknowledged or delivered.</summary>
    public long Seq { get; init; }

    /// <summary>The message that is edited, deleted or reacted to.</summary>
    public long Target { get; init; }

    /// <summary><see cref="TextHash"/> of the text.</summary>
    public ulong Hash { get; init; }

    /// <summary>For a delivery: what it was.</summary>
    public RowKind Kind { get; init; }
}

/// <summary>Texts are compared by hash, so that a history stays small.</summary>
public static class TextHash
{
    /// <summary>FNV-1a over the UTF-16 code units.</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text) hash = (hash ^ unit) * 1099511628211UL;
        return hash;
    }
}
