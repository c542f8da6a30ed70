using System.Text.Json;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>A person as others see them (design §7).</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">Shown name; a neutral one once the account is deleted.</param>
/// <param name="Handle">Unique short name, without @.</param>
/// <param name="PhotoFileId">Photo; GET /files/{id}/link answers for it.</param>
/// <param name="Online">Whether a device is connected now.</param>
/// <param name="LastSeen">When the last device went, UTC; absent while online.</param>
/// <param name="Premium">Whether a subscription runs.</param>
/// <param name="Email">Only in one's own view, as all that follows but <c>Deleted</c>.</param>
/// <param name="Locale">Language of mails.</param>
/// <param name="Role"><c>user</c> or <c>admin</c>.</param>
/// <param name="Settings">What the clients keep for this person, as they wrote it.</param>
/// <param name="Deleted">True for a deleted account.</param>
public sealed record UserView(
    Guid Id,
    string Name,
    string? Handle,
    Guid? PhotoFileId,
    bool? Online,
    DateTimeOffset? LastSeen,
    bool Premium,
    string? Email = null,
    string? Locale = null,
    string? Role = null,
    JsonElement? Settings = null,
    bool? Deleted = null);
