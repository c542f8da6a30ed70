namespace BrainMessenger.Server.Features.Accounts;

/// <summary>One sign-in on one device: access tokens carry its id, refresh tokens its id and generation.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public string? Client { get; init; }

    public required int Generation { get; set; }

    public required DateTimeOffset RotatedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
