using System.Text.Json;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>A wish for an account.</summary>
public sealed record RegisterRequest(
    [MailAddressRule] string Email,
    [NewPasswordRule] string Password,
    [NameRule] string Name,
    [LocaleRule] string? Locale = null);

/// <summary>A registration that waits for its mailed code.</summary>
/// <param name="RegistrationId">Names the registration; a code opens only its own.</param>
/// <param name="ExpiresIn">Seconds until the code is void.</param>
public sealed record RegistrationView(Guid RegistrationId, int ExpiresIn);

/// <summary>A wish for another code.</summary>
public sealed record ResendCodeRequest(Guid RegistrationId);

/// <summary>The mailed code; with the set-up code of a server without an admin the account becomes admin.</summary>
public sealed record VerifyEmailRequest(Guid RegistrationId, [CodeRule] string Code, [TextRule(64)] string? SetupCode = null);

/// <summary>A sign-in by password.</summary>
public sealed record LoginRequest([RequiredTextRule(254)] string Email, [RequiredTextRule(PasswordRules.MaxLength)] string Password);

/// <summary>The refresh token of a client that is not a browser page (those have it in a cookie).</summary>
public sealed record RefreshRequest([TextRule(200)] string? RefreshToken = null);

/// <summary>The answer to a sign-in.</summary>
/// <param name="AccessToken">Bearer token for requests and the socket.</param>
/// <param name="ExpiresIn">Seconds that the access token lives.</param>
/// <param name="RefreshToken">Good for one refresh; absent with <c>X-Client: web</c>, which gets a cookie.</param>
/// <param name="User">Who signed in.</param>
public sealed record SignInView(string AccessToken, int ExpiresIn, string? RefreshToken, UserView User);

/// <summary>What is to change; what is absent stays. An explicit null takes handle, photo or settings away.</summary>
public sealed record UpdateMeRequest
{
    /// <summary>1 to 64 characters.</summary>
    [NameRule(Optional = true)]
    public string? Name { get; init; }

    /// <summary>3 to 32 letters a–z, digits and _, beginning with a letter.</summary>
    [HandleRule]
    public string? Handle { get; init { field = value; HandleGiven = true; } }

    /// <summary>A ready photo of one's own.</summary>
    public Guid? PhotoFileId { get; init { field = value; PhotoGiven = true; } }

    /// <summary>Language of mails, such as <c>en</c> or <c>ru</c>.</summary>
    [LocaleRule]
    public string? Locale { get; init; }

    /// <summary>The clients' own settings: a JSON object of at most 8 KiB, kept as it is.</summary>
    [SettingsRule]
    public JsonElement? Settings { get; init { field = value; SettingsGiven = true; } }

    internal bool HandleGiven { get; private init; }

    internal bool PhotoGiven { get; private init; }

    internal bool SettingsGiven { get; private init; }
}

/// <summary>Deleting an account asks for the password once more.</summary>
public sealed record DeleteMeRequest([RequiredTextRule(PasswordRules.MaxLength)] string Password);
