namespace BrainMessenger.Server.Features.Accounts;

/// <summary>A person as others see them (design §7).</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">Shown name; a neutral one once the account is deleted.</param>
/// <param name="Handle">Unique short name, without @.</param>
/// <param name="PhotoFileId">Photo; GET /files/{id}/link answers for it.</param>
/// <param name="Online">Whether a device is connected now.</param>
/// <param name="LastSeen">When the last device went, UTC; absent while online.</param>
/// <param name="Premium">Whether a subscription runs.</param>
/// <param name="Email">Only in one's own view.</param>
public sealed record UserView(
    Guid Id,
    string Name,
    string? Handle,
    Guid? PhotoFileId,
    bool? Online,
    DateTimeOffset? LastSeen,
    bool Premium,
    string? Email);
