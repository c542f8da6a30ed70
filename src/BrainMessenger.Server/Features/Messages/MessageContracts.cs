using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainMessenger.Server.Features.Files;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>A new message. At least a text or a file.</summary>
/// <param name="Cid">The client's own id of this send, any UUID; repeating it stores nothing twice.</param>
/// <param name="Text">Up to 4,096 characters.</param>
/// <param name="ReplyTo">Seq of the message that this one answers.</param>
/// <param name="FileIds">Up to 10 of the sender's own ready files.</param>
public sealed record SendMessage([property: Required] Guid Cid, string? Text, long? ReplyTo, IReadOnlyList<Guid>? FileIds);

/// <summary>New text of a message.</summary>
/// <param name="Text">Up to 4,096 characters.</param>
public sealed record EditMessage([property: Required(AllowEmptyStrings = true)] string Text);

/// <summary>An entry of a chat's log; its <c>type</c>, message or change, stands first.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessageView), "message")]
[JsonDerivedType(typeof(ChangeView), "change")]
public abstract record LogEntryView;

/// <summary>A message as its reader sees it now (design §7).</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="Seq">Position in the chat's log, dense, shared with changes.</param>
/// <param name="Ordinal">Counts messages only.</param>
/// <param name="SenderId">Who wrote it.</param>
/// <param name="Cid">The sender's own id of the send.</param>
/// <param name="Text">Empty once deleted.</param>
/// <param name="At">When it was stored, UTC.</param>
/// <param name="EditedAt">When the text was last changed.</param>
/// <param name="DeletedAt">When it was deleted for all.</param>
/// <param name="ReplyTo">Seq of the message that this one answers.</param>
/// <param name="Files">In the sender's order; empty once deleted.</param>
/// <param name="Reactions">In order of first use.</param>
public sealed record MessageView(
    Guid ChatId,
    long Seq,
    long Ordinal,
    Guid SenderId,
    Guid Cid,
    string Text,
    DateTimeOffset At,
    DateTimeOffset? EditedAt,
    DateTimeOffset? DeletedAt,
    long? ReplyTo,
    IReadOnlyList<FileView> Files,
    IReadOnlyList<ReactionView> Reactions) : LogEntryView;

/// <summary>How often an emoji was used on a message.</summary>
/// <param name="Emoji">The emoji.</param>
/// <param name="Count">How many people used it.</param>
/// <param name="Mine">Whether the reader is one of them.</param>
public sealed record ReactionView(string Emoji, int Count, bool Mine);

/// <summary>Who reacted with what.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Emoji">The emoji.</param>
/// <param name="At">When, UTC.</param>
public sealed record ReactionOf(Guid UserId, string Emoji, DateTimeOffset At);

/// <summary>Somebody who has read up to a message or beyond.</summary>
/// <param name="UserId">The person.</param>
/// <param name="ReadSeq">How far.</param>
public sealed record ReaderView(Guid UserId, long ReadSeq);

/// <summary>An entry of the log that is no message (design §4).</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="Seq">Position in the chat's log.</param>
/// <param name="Kind">edit, delete, reaction, member or chat.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="TargetSeq">The message that it is about.</param>
/// <param name="Data">Resulting values; absent where the reader may not see the target.</param>
/// <param name="At">When, UTC.</param>
public sealed record ChangeView(Guid ChatId, long Seq, string Kind, Guid ActorId, long? TargetSeq, JsonElement? Data, DateTimeOffset At) : LogEntryView;

/// <summary>A stretch of a chat's log.</summary>
/// <param name="Epoch">Another value than before means another history: start from nothing.</param>
/// <param name="HeadSeq">Head of the log for this reader; after the last page this is the position, whatever was skipped.</param>
/// <param name="Entries">Messages (as they are now) and changes in rising seq, each with its type.</param>
/// <param name="TooLong">True where the position is too far behind (or ahead): fetch the chat anew.</param>
public sealed record LogView(Guid Epoch, long HeadSeq, IReadOnlyList<LogEntryView> Entries, bool? TooLong = null);

/// <summary>Positions from which to follow several chats.</summary>
/// <param name="Since">Seq by chat id; at most 100 chats.</param>
public sealed record LogRequest([property: Required] IReadOnlyDictionary<Guid, long> Since);

/// <summary>The logs of several chats; a chat that the reader may not see is left out.</summary>
/// <param name="Epoch">Another value than before means another history.</param>
/// <param name="Chats">By chat id; at most 1,000 entries in all.</param>
public sealed record LogsView(Guid Epoch, IReadOnlyDictionary<Guid, LogView> Chats);
