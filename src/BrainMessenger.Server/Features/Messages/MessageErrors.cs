using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages;

internal static class MessageErrors
{
    public static readonly Error CidReused = new("cid.reused", 409, "This message id was already used for another message.");
    public static readonly Error EmptyMessage = Error.Validation("text", "A message needs text or a file.");
    public static readonly Error TextTooLong = Error.Validation("text", "A text has at most 4,096 characters.");
    public static readonly Error BadText = Error.Validation("text", "The text has characters that cannot be stored.");
    public static readonly Error TooManyFiles = Error.Validation("fileIds", "A message has at most 10 files, each once.");
    public static readonly Error BadReply = Error.Validation("replyTo", "The message that is replied to does not exist.");
    public static readonly Error BadFile = Error.Validation("fileIds", "A file is missing, not yours, or not uploaded completely.");
    public static readonly Error BadEmoji = Error.Validation("emoji", "A reaction is a single emoji.");
    public static readonly Error TooManyReactions = new("conflict", 409, "A message has at most 20 different reactions.");
    public static readonly Error Deleted = new("conflict", 409, "The message was deleted.");
}
