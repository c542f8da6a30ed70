using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Messages;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>A new chat; the caller is its owner and not among the members named.</summary>
/// <param name="Type">personal, group or channel.</param>
/// <param name="Name">Of a group or channel, 1–64 characters.</param>
/// <param name="MemberIds">For a personal chat exactly the other person; else up to 1,000.</param>
/// <param name="IsPublic">Whether a group or channel may be found by everybody.</param>
/// <param name="Handle">Unique short name of a public group or channel: 3–32 letters, digits, underscores.</param>
public sealed record CreateChat([property: Required] string Type, string? Name, [property: MaxLength(1000)] IReadOnlyList<Guid>? MemberIds, bool? IsPublic, string? Handle);

/// <summary>What changes of a group or channel; absent fields stay. A photoFileId of null removes the photo.</summary>
/// <param name="Name">1–64 characters.</param>
/// <param name="PhotoFileId">One of the caller's own ready photos, or null to remove it.</param>
/// <param name="HistoryForNewMembers">Whether newcomers see what was written before.</param>
public sealed record UpdateChat(string? Name, JsonElement PhotoFileId, bool? HistoryForNewMembers);

/// <summary>People to add to a group or channel.</summary>
/// <param name="UserIds">1–1,000 people.</param>
public sealed record AddMembers([property: Required, MinLength(1), MaxLength(1000)] IReadOnlyList<Guid> UserIds);

/// <summary>A member's new role.</summary>
/// <param name="Role">owner, admin, member or reader.</param>
public sealed record ChangeRole([property: Required] string Role);

/// <summary>For how long a chat stays silent.</summary>
/// <param name="Until">UTC; absent means until it is taken back.</param>
public sealed record MuteChat(DateTimeOffset? Until);

/// <summary>How far the reader has read.</summary>
/// <param name="Seq">A position of the chat's log; marks only move forward.</param>
public sealed record MarkRead([property: Range(0, long.MaxValue)] long Seq);

/// <summary>A chat as one of its members sees it (design §7).</summary>
/// <param name="Id">The chat's id.</param>
/// <param name="Type">personal, group or channel.</param>
/// <param name="Name">Name of a group or channel; of a personal chat the other's name.</param>
/// <param name="Handle">Short name of a public chat.</param>
/// <param name="PhotoFileId">Photo of the chat, or of the other person.</param>
/// <param name="IsPublic">Whether everybody may find it.</param>
/// <param name="HistoryForNewMembers">Whether newcomers see what was written before.</param>
/// <param name="LastSeq">Head of the log.</param>
/// <param name="MessageCount">Messages ever written.</param>
/// <param name="Unread">Messages after the reader's mark.</param>
/// <param name="ReadSeq">The reader's mark.</param>
/// <param name="OthersReadSeq">How far the furthest other has read, also one who has left; 0 in chats of more than 100.</param>
/// <param name="Role">The reader's role.</param>
/// <param name="Archived">Put away by the reader.</param>
/// <param name="Pinned">Kept on top by the reader.</param>
/// <param name="MutedUntil">Silent until then, UTC.</param>
/// <param name="LastMessage">The newest message that the reader may see.</param>
/// <param name="Peer">The other person of a personal chat.</param>
/// <param name="MemberCount">How many are in it.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record ChatView(
    Guid Id,
    string Type,
    string Name,
    string? Handle,
    Guid? PhotoFileId,
    bool IsPublic,
    bool HistoryForNewMembers,
    long LastSeq,
    long MessageCount,
    long Unread,
    long ReadSeq,
    long OthersReadSeq,
    string Role,
    bool Archived,
    bool Pinned,
    DateTimeOffset? MutedUntil,
    MessageView? LastMessage,
    UserView? Peer,
    long MemberCount,
    DateTimeOffset CreatedAt);

/// <summary>A person in a chat.</summary>
/// <param name="User">The person.</param>
/// <param name="Role">owner, admin, member or reader.</param>
/// <param name="JoinedAt">UTC.</param>
/// <param name="ReadSeq">How far he has read; 0 in chats of more than 100.</param>
public sealed record MemberView(UserView User, string Role, DateTimeOffset JoinedAt, long ReadSeq);

/// <summary>An entry of the private log (design §6).</summary>
/// <param name="Seq">Position in the private log; not dense, since only the latest value per kind and chat is kept.</param>
/// <param name="Kind">chat, read, archived, pinned, muted or settings.</param>
/// <param name="ChatId">Which chat; absent where it is about none.</param>
/// <param name="Data">Resulting values.</param>
/// <param name="At">UTC.</param>
public sealed record MeEntryView(long Seq, string Kind, Guid? ChatId, JsonElement Data, DateTimeOffset At);

/// <summary>A stretch of the private log.</summary>
/// <param name="Epoch">Another value than before means another history.</param>
/// <param name="HeadSeq">Head of the private log.</param>
/// <param name="Entries">In rising seq.</param>
public sealed record MeLogView(Guid Epoch, long HeadSeq, IReadOnlyList<MeEntryView> Entries);
