namespace BrainMessenger.Server.Features.Chats;

/// <summary>One stay of a person in a chat; what may be seen is the union of [VisibleFrom, LeftSeq) over all stays.</summary>
internal sealed class Member
{
    public required Guid ChatId { get; init; }

    public required Guid UserId { get; init; }

    public required long JoinedSeq { get; init; }

    public required long VisibleFrom { get; init; }

    public long? LeftSeq { get; set; }

    public required string Role { get; set; }

    public required long ReadSeq { get; set; }

    public required long ReadOrdinal { get; set; }

    public bool Archived { get; set; }

    public bool Pinned { get; set; }

    public DateTimeOffset? MutedUntil { get; set; }

    public required DateTimeOffset JoinedAt { get; init; }
}
