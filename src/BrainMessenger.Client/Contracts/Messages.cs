using System.Text.Json.Serialization;

namespace BrainMessenger.Client;

/// <summary>
/// One position of a chat's log: a <see cref="Message"/> or a <see cref="Change"/>. Positions are dense per chat, and
/// their order is the order of everything.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Message), "message")]
[JsonDerivedType(typeof(Change), "change")]
public abstract record LogEntry
{
    /// <summary>The chat.</summary>
    public required Guid ChatId { get; init; }

    /// <summary>The position, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was committed. Not an order: compare <see cref="Seq"/>.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A message as it is now, edits and deletion included.</summary>
public sealed record Message : LogEntry
{
    /// <summary>Counts messages only, from 1; deleted ones keep theirs.</summary>
    public long Ordinal { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid SenderId { get; init; }

    /// <summary>The sender's own id for this send, by which a repeat is known.</summary>
    public Guid Cid { get; init; }

    /// <summary>At most 4,096 characters; empty when deleted or when it holds only files.</summary>
    public string Text { get; init => field = value ?? ""; } = "";

    /// <summary>When the text was last changed.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When it was deleted for all.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The seq it answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>Its files, in the sender's order.</summary>
    public IReadOnlyList<StoredFile> Files { get; init => field = Lists.Of(value); } = [];

    /// <summary>Reactions, one entry for each emoji.</summary>
    public IReadOnlyList<Reaction> Reactions { get; init => field = Lists.Of(value); } = [];
}

/// <summary>A message that was found.</summary>
/// <param name="Message">The message as it is now.</param>
/// <param name="Matches">Where its text has what was searched for; empty where only a file's name has it.</param>
public sealed record SearchHit(Message Message, IReadOnlyList<TextRange> Matches);

/// <summary>A stretch of a text, in UTF-16 units.</summary>
/// <param name="Start">Its first unit.</param>
/// <param name="Length">How many units.</param>
public readonly record struct TextRange(int Start, int Length);

/// <summary>One emoji under a message.</summary>
/// <param name="Emoji">The emoji.</param>
/// <param name="Count">How many people chose it.</param>
/// <param name="Mine">Whether the caller is one of them.</param>
public sealed record Reaction(string Emoji, int Count, bool Mine = false);

/// <summary>One person's reaction.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Emoji">With what.</param>
/// <param name="At">When.</param>
public sealed record ReactionOf(Guid UserId, string Emoji, DateTimeOffset At);

/// <summary>Somebody who has read a message.</summary>
/// <param name="UserId">Who.</param>
/// <param name="ReadSeq">Up to here.</param>
public sealed record Reader(Guid UserId, long ReadSeq);

/// <summary>A message to be sent: at least a text or a file.</summary>
public sealed record NewMessage
{
    /// <summary>
    /// The caller's id for this send. Sending it again answers what is stored; with another body it is 409
    /// <c>cid.reused</c>.
    /// </summary>
    public required Guid Cid { get; init; }

    /// <summary>At most 4,096 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The seq it answers.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>Ready files of the caller's own.</summary>
    public IReadOnlyList<Guid>? FileIds { get; init; }
}

/// <summary>A stretch of a chat's log.</summary>
public sealed record ChatLog
{
    /// <summary>The database's id: with another one than before, start again from nothing.</summary>
    public string? Epoch { get; init; }

    /// <summary>The head for this caller: the position after the last page, whatever was skipped.</summary>
    public long HeadSeq { get; init; }

    /// <summary>Entries in seq order.</summary>
    public IReadOnlyList<LogEntry> Entries { get; init => field = Lists.Of(value); } = [];

    /// <summary>The position asked for is above the head or more than 5,000 behind: fetch the chat anew.</summary>
    public bool TooLong { get; init; }
}

/// <summary>Stretches of several chats' logs.</summary>
public sealed record ChatLogs
{
    /// <summary>The database's id.</summary>
    public string? Epoch { get; init; }

    /// <summary>The logs by chat; chats that the caller may not see are missing.</summary>
    public IReadOnlyDictionary<Guid, ChatLog> Chats { get; init; } = new Dictionary<Guid, ChatLog>();
}

internal sealed record EditRequest(string Text);

internal sealed record LogsRequest(IReadOnlyDictionary<Guid, long> Since);

internal static class Lists
{
    /// <summary>Missing is empty, and all empty lists are one object, so that records without files compare equal.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T>? list) => list is null or { Count: 0 } ? [] : list;
}
