using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>What accounts refuse besides the everyday failures.</summary>
internal static class AccountErrors
{
    public static readonly Error RegistrationClosed = new("registration.closed", 403, "This server does not take new people at the moment.");

    /// <summary>One answer for a wrong, used, expired and void code: which it is would help only a guesser.</summary>
    public static readonly Error CodeInvalid = new("code.invalid", 400, "This code is not valid (any more). Check it, or ask for a new one.");

    public static readonly Error SetupInvalid = new("setup.invalid", 403, "This set-up link is not valid (any more). The server prints a new one at each start while it has no admin.");

    public static readonly Error WrongPassword = new("auth.wrong_password", 401, "E-mail address or password is wrong.");

    /// <summary>For somebody who is signed in: not 401, which would sign the client out.</summary>
    public static readonly Error WrongOwnPassword = new("auth.wrong_password", 403, "The password is wrong.");

    public static readonly Error ForeignOrigin = new("origin.foreign", 403, "This request did not come from this server's own page.");

    public static readonly Error HandleTaken = new("conflict", 409, "Somebody already has this handle.");

    public static Error TooMany(int retryAfter) => Errors.RateLimited with { RetryAfter = retryAfter };
}
