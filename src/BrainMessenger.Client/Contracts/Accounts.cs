namespace BrainMessenger.Client;

/// <summary>A sign-up that waits for the mailed code.</summary>
public sealed record Registration
{
    /// <summary>Names this sign-up; the code opens no other.</summary>
    public required Guid RegistrationId { get; init; }

    /// <summary>Seconds until the code is void.</summary>
    public int ExpiresIn { get; init; }
}

/// <summary>The answer to a sign-in: tokens, or the wish for a second factor.</summary>
public sealed record SignIn
{
    /// <summary>Bearer token for requests and the socket; null while a second factor is missing.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Seconds the access token lives.</summary>
    public int ExpiresIn { get; init; }

    /// <summary>Opaque, good for one refresh: each use answers with its successor.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Who signed in.</summary>
    public Me? User { get; init; }

    /// <summary>Set when a second factor is needed first.</summary>
    public TwoFactorChallenge? TwoFactor { get; init; }
}

/// <summary>A sign-in that waits for its second factor.</summary>
public sealed record TwoFactorChallenge
{
    /// <summary>Names this sign-in.</summary>
    public required string ChallengeId { get; init; }

    /// <summary>Ways to go on: <c>email</c>, <c>totp</c>, <c>passkey</c>, <c>recovery</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];
}

/// <summary>The tokens of one signed-in device; keep them to go on after a restart.</summary>
/// <param name="AccessToken">Bearer token.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
/// <param name="RefreshToken">The only valid refresh token; null when the session cannot be renewed.</param>
public sealed record Session(string AccessToken, DateTimeOffset ExpiresAt, string? RefreshToken);

internal sealed record RegisterRequest(string Email, string Password, string Name, string? Locale);

internal sealed record ResendRequest(Guid RegistrationId);

internal sealed record VerifyRequest(Guid RegistrationId, string Code, string? SetupCode);

internal sealed record LoginRequest(string Email, string Password);

internal sealed record RefreshRequest(string? RefreshToken);

internal sealed record PasswordRequest(string Password);
