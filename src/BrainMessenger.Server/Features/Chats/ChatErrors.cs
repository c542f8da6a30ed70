using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Chats;

internal static class ChatErrors
{
    public static readonly Error UnknownUser = new("not_found", 404, "One of these people does not exist.");
    public static readonly Error LastOwner = new("chat.last_owner", 409, "The last owner cannot leave. Make somebody else owner first, or delete the chat.");
    public static readonly Error PersonalChat = new("forbidden", 403, "This cannot be done in a personal chat.");
    public static readonly Error BadName = Error.Validation("name", "A group or channel needs a name of 1 to 64 characters.");
    public static readonly Error BadMembers = Error.Validation("memberIds", "A personal chat is with exactly one other person; you yourself are not named.");
    public static readonly Error BadType = Error.Validation("type", "The type is personal, group or channel.");
    public static readonly Error BadRole = Error.Validation("role", "The role is owner, admin, member or reader.");
    public static readonly Error BadPhoto = Error.Validation("photoFileId", "The photo is missing, not yours, or no picture.");
    public static readonly Error BadHandle = Error.Validation("handle", "A handle has 3 to 32 letters, digits or underscores and begins with a letter.");
    public static readonly Error HandleTaken = new("conflict", 409, "This handle is taken.");
    public static readonly Error BadCursor = Error.Validation("cursor", "The cursor is not one of this list.");
}
