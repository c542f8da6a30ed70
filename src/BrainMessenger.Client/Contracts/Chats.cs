namespace BrainMessenger.Client;

/// <summary>A chat as the caller sees it.</summary>
public sealed record Chat
{
    /// <summary>The chat's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="ChatTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The group's or channel's name; in a personal chat the other person's.</summary>
    public required string Name { get; init; }

    /// <summary>Public short name; null when there is none.</summary>
    public string? Handle { get; init; }

    /// <summary>The chat's photo.</summary>
    public Guid? PhotoFileId { get; init; }

    /// <summary>Whether it can be found and joined without an invitation.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether people who join see what was written before.</summary>
    public bool HistoryForNewMembers { get; init; }

    /// <summary>The head of the log.</summary>
    public long LastSeq { get; init; }

    /// <summary>Messages ever written; changes do not count.</summary>
    public long MessageCount { get; init; }

    /// <summary>Messages after the caller's read mark.</summary>
    public long Unread { get; init; }

    /// <summary>The caller's read mark.</summary>
    public long ReadSeq { get; init; }

    /// <summary>The highest read mark of the others.</summary>
    public long OthersReadSeq { get; init; }

    /// <summary>The caller's role, one of <see cref="Roles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Whether the caller put it away.</summary>
    public bool Archived { get; init; }

    /// <summary>Whether the caller keeps it on top.</summary>
    public bool Pinned { get; init; }

    /// <summary>Until when the caller wants no notices.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>The newest message that the caller may see.</summary>
    public Message? LastMessage { get; init; }

    /// <summary>The other person of a personal chat.</summary>
    public User? Peer { get; init; }

    /// <summary>People in it now.</summary>
    public int MemberCount { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Kinds of chats.</summary>
public static class ChatTypes
{
    /// <summary>Two people; there is one for each pair.</summary>
    public const string Personal = "personal";

    /// <summary>Everybody writes.</summary>
    public const string Group = "group";

    /// <summary>Owner and admins write, readers read.</summary>
    public const string Channel = "channel";
}

/// <summary>A chat to be made; the caller becomes its owner and is not in <see cref="MemberIds"/>.</summary>
public sealed record NewChat
{
    /// <summary>One of <see cref="ChatTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>1 to 64 characters; none for a personal chat.</summary>
    public string? Name { get; init; }

    /// <summary>First members; exactly one for a personal chat.</summary>
    public IReadOnlyList<Guid>? MemberIds { get; init; }

    /// <summary>Whether it can be found and joined by anyone.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Public short name.</summary>
    public string? Handle { get; init; }
}

/// <summary>What is to change in a chat; null leaves a value as it is.</summary>
public sealed record ChatUpdate
{
    /// <summary>New name, 1 to 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>A ready picture of the caller's own.</summary>
    public Guid? PhotoFileId { get; init; }

    /// <summary>Whether people who join from now on see what was written before.</summary>
    public bool? HistoryForNewMembers { get; init; }
}

internal sealed record AddMembersRequest(IReadOnlyList<Guid> UserIds);

internal sealed record RoleRequest(string Role);

internal sealed record MuteRequest(DateTimeOffset? Until);

internal sealed record ReadRequest(long Seq);
