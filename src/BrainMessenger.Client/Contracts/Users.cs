namespace BrainMessenger.Client;

/// <summary>A person as others see them.</summary>
public record User
{
    /// <summary>The account's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Shown name, at most 64 characters; empty for a deleted account.</summary>
    public required string Name { get; init; }

    /// <summary>Public short name without the @; null when none was chosen.</summary>
    public string? Handle { get; init; }

    /// <summary>The photo's file, to be asked for with <see cref="FilesApi.LinkAsync"/>.</summary>
    public Guid? PhotoFileId { get; init; }

    /// <summary>Whether a device is connected now; null when the caller may not know.</summary>
    public bool? Online { get; init; }

    /// <summary>When the last device left; null while online or when the caller may not know.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Whether a paid subscription is running.</summary>
    public bool Premium { get; init; }

    /// <summary>The caller's own address; null for everybody else.</summary>
    public string? Email { get; init; }
}

/// <summary>The caller's own account.</summary>
public sealed record Me : User
{
    /// <summary>Language of mails and notices, such as <c>en</c> or <c>ru</c>.</summary>
    public string? Locale { get; init; }

    /// <summary><c>user</c> or <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Settings that follow the account from device to device, kept as the clients wrote them.</summary>
    public System.Text.Json.JsonElement? Settings { get; init; }
}

/// <summary>What is to change in the caller's account; null leaves a value as it is.</summary>
public sealed record MeUpdate
{
    /// <summary>New name, 1 to 64 characters.</summary>
    public string? Name { get; init; }

    /// <summary>New handle; 409 <c>conflict</c> when somebody has it.</summary>
    public string? Handle { get; init; }

    /// <summary>A ready picture of the caller's own.</summary>
    public Guid? PhotoFileId { get; init; }

    /// <summary>New language.</summary>
    public string? Locale { get; init; }

    /// <summary>New settings, replacing the former.</summary>
    public System.Text.Json.JsonElement? Settings { get; init; }
}

/// <summary>One person's place in a chat.</summary>
public sealed record Member
{
    /// <summary>The person.</summary>
    public required User User { get; init; }

    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>When the present stay began.</summary>
    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>Highest position this person has read.</summary>
    public long ReadSeq { get; init; }
}

/// <summary>What a member may do, most to least.</summary>
public static class Roles
{
    /// <summary>Everything, deleting the chat included. A chat always has one.</summary>
    public const string Owner = "owner";

    /// <summary>Members, names and other people's messages.</summary>
    public const string Admin = "admin";

    /// <summary>Writes in groups and personal chats.</summary>
    public const string Member = "member";

    /// <summary>Reads only; everybody in a channel who does not run it.</summary>
    public const string Reader = "reader";
}
