namespace BrainMessenger.Server.Features.Chats;

/// <summary>The latest value of one kind (and chat) in a user's private log (design §6).</summary>
internal sealed class MeEntry
{
    public required Guid UserId { get; init; }

    public required string Kind { get; init; }

    /// <summary>All zeros for what is not about a chat.</summary>
    public required Guid ChatId { get; init; }

    public required long Seq { get; init; }

    /// <summary>JSON object.</summary>
    public required string Data { get; init; }

    public required DateTimeOffset At { get; init; }
}
