namespace BrainMessenger.Server.Features.Messages;

internal sealed class Message : IPlaced
{
    public required Guid ChatId { get; init; }

    public required long Seq { get; init; }

    /// <summary>Counts messages only, dense; never reused.</summary>
    public required long Ordinal { get; init; }

    public required Guid SenderId { get; init; }

    public required Guid Cid { get; init; }

    public required string Text { get; init; }

    public long? ReplyTo { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>An entry of the log that is no message. Its data never holds message text (design §4).</summary>
internal sealed class Change : IPlaced
{
    public required Guid ChatId { get; init; }

    public required long Seq { get; init; }

    public required string Kind { get; init; }

    public required Guid ActorId { get; init; }

    public long? TargetSeq { get; init; }

    public required string Data { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class Reaction : IPlaced
{
    public required Guid ChatId { get; init; }

    public required long Seq { get; init; }

    public required string Emoji { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class Attachment : IPlaced
{
    public required Guid ChatId { get; init; }

    public required long Seq { get; init; }

    public required int Position { get; init; }

    public required Guid FileId { get; init; }
}

internal static class ChangeKinds
{
    public const string Edit = "edit";
    public const string Delete = "delete";
    public const string Reaction = "reaction";
    public const string Member = "member";
    public const string Chat = "chat";
}
