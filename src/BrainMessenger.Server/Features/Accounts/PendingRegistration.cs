namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Somebody who wants an account and has not proven the address yet; a code opens only its own registration.</summary>
internal sealed class PendingRegistration
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    public required string EmailKey { get; init; }

    public required string Name { get; init; }

    public required string PasswordHash { get; init; }

    public required string Locale { get; init; }

    /// <summary>Null where the address is already known: no code can open it.</summary>
    public string? CodeHash { get; set; }

    public required DateTimeOffset CodeExpiresAt { get; set; }

    public required int Tries { get; set; }

    public required DateTimeOffset NextCodeAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
