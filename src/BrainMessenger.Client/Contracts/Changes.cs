using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>
/// Something that happened in a chat and is no message. Values are results, so applying one twice, or over a newer
/// message, ends right.
/// </summary>
public sealed record Change : LogEntry
{
    /// <summary>One of <see cref="ChangeKinds"/>; newer servers may send others, to be skipped.</summary>
    public required string Kind { get; init; }

    /// <summary>Who did it.</summary>
    public Guid ActorId { get; init; }

    /// <summary>The message it is about.</summary>
    public long? TargetSeq { get; init; }

    /// <summary>The new values; null when the message it is about lies outside of what the caller may see.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>The new text, for <see cref="ChangeKinds.Edit"/>; null once the message is deleted.</summary>
    public EditData? AsEdit() => Read(ChangeKinds.Edit, ClientJson.Default.EditData) is { Text: not null } data ? data : null;

    /// <summary>The reaction's new state, for <see cref="ChangeKinds.Reaction"/>.</summary>
    public ReactionData? AsReaction() => Read(ChangeKinds.Reaction, ClientJson.Default.ReactionData);

    /// <summary>Who came, left or changed role, for <see cref="ChangeKinds.Member"/>.</summary>
    public MemberData? AsMember() => Read(ChangeKinds.Member, ClientJson.Default.MemberData);

    private T? Read<T>(string kind, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class =>
        Kind == kind && Data is { ValueKind: JsonValueKind.Object } data ? data.Deserialize(type) : null;
}

/// <summary>Kinds of changes that this client knows.</summary>
public static class ChangeKinds
{
    /// <summary>A message's text changed.</summary>
    public const string Edit = "edit";

    /// <summary>A message was deleted for all.</summary>
    public const string Delete = "delete";

    /// <summary>A reaction was added or taken back.</summary>
    public const string Reaction = "reaction";

    /// <summary>A message was pinned or unpinned.</summary>
    public const string Pin = "pin";

    /// <summary>Somebody came, left or changed role.</summary>
    public const string Member = "member";

    /// <summary>The chat's own data changed.</summary>
    public const string Chat = "chat";
}

/// <summary>Values of an edit.</summary>
/// <param name="Text">The new text.</param>
/// <param name="EditedAt">When.</param>
public sealed record EditData(string? Text, DateTimeOffset? EditedAt);

/// <summary>Values of a reaction.</summary>
/// <param name="Emoji">The emoji.</param>
/// <param name="Count">How many people have it now.</param>
/// <param name="On">Added, or taken back.</param>
public sealed record ReactionData(string Emoji, int Count, bool On);

/// <summary>Values of a change of members.</summary>
/// <param name="UserId">The person.</param>
/// <param name="UserIds">The people, where several came at once.</param>
/// <param name="Role">Their role from now on.</param>
/// <param name="State">What happened to them, such as <c>joined</c>, <c>left</c> or <c>removed</c>.</param>
public sealed record MemberData(Guid? UserId, IReadOnlyList<Guid>? UserIds, string? Role, string? State);

/// <summary>One step of the caller's private state, the same on all devices.</summary>
public sealed record MeChange
{
    /// <summary>Position in the private log.</summary>
    public required long Seq { get; init; }

    /// <summary><c>chat</c>, <c>read</c>, <c>archived</c>, <c>pinned</c>, <c>muted</c>, <c>draft</c>, <c>folder</c> or <c>settings</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The chat it is about.</summary>
    public Guid? ChatId { get; init; }

    /// <summary>The new value.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A stretch of the caller's private log.</summary>
public sealed record MeLog
{
    /// <summary>The database's id.</summary>
    public string? Epoch { get; init; }

    /// <summary>The head.</summary>
    public long HeadSeq { get; init; }

    /// <summary>Entries in seq order: the latest value for each kind and chat.</summary>
    public IReadOnlyList<MeChange> Entries { get; init => field = Lists.Of(value); } = [];
}
