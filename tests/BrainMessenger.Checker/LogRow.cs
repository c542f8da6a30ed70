namespace BrainMessenger.Checker;

/// <summary>Kinds of positions in a chat's log that the checker tells apart.</summary>
public enum RowKind
{
    Message,
    Edit,
    Delete,
    Member,
    Other,
}

/// <summary>One position of a chat's log as it is read after healing.</summary>
public sealed record LogRow(long Seq, RowKind Kind)
{
    /// <summary>For a message.</summary>
    public long Ordinal { get; init; }

    /// <summary>For a message: the sender's id of the send.</summary>
    public Guid Cid { get; init; }

    /// <summary>Who wrote it, or who made the change.</summary>
    public Guid User { get; init; }

    /// <summary>For a message: hash of the text as it is now.</summary>
    public ulong Hash { get; init; }

    /// <summary>For a message.</summary>
    public bool Deleted { get; init; }

    /// <summary>For a change: the message it is about.</summary>
    public long Target { get; init; }
}

/// <summary>What one user reads of a chat after healing.</summary>
public sealed record View(Guid User, Guid Chat, IReadOnlyList<LogRow> Rows);

/// <summary>A stay of a member: positions from <paramref name="From"/> up to, not including, <paramref name="Until"/>.</summary>
public sealed record Stay(Guid User, Guid Chat, long From, long Until = long.MaxValue)
{
    public bool Covers(long seq) => seq >= From && seq < Until;
}

/// <summary>Everything a run leaves behind.</summary>
/// <param name="History">All clients' events together, in any order.</param>
/// <param name="Logs">The whole log of each chat.</param>
/// <param name="Views">What each present member reads.</param>
/// <param name="Stays">Who could see what.</param>
public sealed record Evidence(
    IReadOnlyList<HistoryEvent> History,
    IReadOnlyDictionary<Guid, IReadOnlyList<LogRow>> Logs,
    IReadOnlyList<View> Views,
    IReadOnlyList<Stay> Stays)
{
    /// <summary>
    /// Processes whose deliveries claim to be the whole log of what their user may see, each position once and in
    /// order, whatever happened to their connections.
    /// </summary>
    public IReadOnlySet<int> CompleteStreams { get; init; } = new HashSet<int>();

    /// <summary>Share of sends that must have been acknowledged: a server that refuses everything loses nothing.</summary>
    public double AcknowledgedAtLeast { get; init; } = 0.99;
}
