using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Chats;

internal sealed class Chat
{
    public required Guid Id { get; init; }

    public required string Type { get; init; }

    public string? Pair { get; init; }

    public string? Name
    {
        get;
        set
        {
            field = value;
            NameKey = value is null ? null : TextRules.Fold(value);
        }
    }

    /// <summary>Folded form by which the name is found.</summary>
    public string? NameKey { get; private set; }

    public string? Handle { get; set; }

    public string? HandleKey { get; set; }

    public Guid? PhotoFileId { get; set; }

    public required bool IsPublic { get; set; }

    public required bool HistoryForNew { get; set; }

    /// <summary>Head of the chat's log. Only the log's writer moves it (design §5).</summary>
    public long LastSeq { get; init; }

    public long MessageCount { get; init; }

    public long LastMessageSeq { get; init; }

    public long MemberCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the newest message was written; the order of the chat list.</summary>
    public DateTimeOffset ActiveAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

internal static class ChatTypes
{
    public const string Personal = "personal";
    public const string Group = "group";
    public const string Channel = "channel";
}

internal static class Roles
{
    public const string Owner = "owner";
    public const string Admin = "admin";
    public const string Member = "member";
    public const string Reader = "reader";

    /// <summary>Owners and admins manage a chat.</summary>
    public static bool Manages(string role) => role is Owner or Admin;

    /// <summary>Readers never post; in a channel only owners and admins do.</summary>
    public static bool MayPost(string role, string chatType) =>
        chatType == ChatTypes.Channel ? Manages(role) : role != Reader;

    public static int Rank(string role) => role switch { Owner => 3, Admin => 2, Member => 1, _ => 0 };
}
