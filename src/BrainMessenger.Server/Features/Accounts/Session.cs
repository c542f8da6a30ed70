using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>One sign-in on one device: access tokens carry its id, its refresh tokens follow one another.</summary>
internal sealed class Session
{
    public static readonly TimeSpan Idle = TimeSpan.FromDays(30);
    public static readonly TimeSpan Absolute = TimeSpan.FromDays(90);

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>What the device calls itself (User-Agent), for its owner to recognise.</summary>
    public string? Client { get; init; }

    /// <summary>Hash of the one good refresh token; null where the session cannot be renewed.</summary>
    public string? RefreshHash { get; set; }

    public string? PreviousHash { get; set; }

    /// <summary>The good refresh token, sealed under its parent (see RefreshToken).</summary>
    public string? SuccessorSealed { get; set; }

    public required DateTimeOffset RotatedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public static Session Start(Guid userId, string? client, TimeProvider time)
    {
        var now = time.Now();
        return new() { Id = time.NewId(), UserId = userId, Client = client, RotatedAt = now, CreatedAt = now, ExpiresAt = now + Idle };
    }
}
