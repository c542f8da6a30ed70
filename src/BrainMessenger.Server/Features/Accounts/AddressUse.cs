namespace BrainMessenger.Server.Features.Accounts;

/// <summary>When something was done for one e-mail address lately; see AddressQuotas.</summary>
internal sealed class AddressUse
{
    public const string Mail = "mail";
    public const string WrongCode = "wrong-code";

    public required string EmailKey { get; init; }

    public required string Kind { get; init; }

    /// <summary>Instants in Unix milliseconds, comma-separated.</summary>
    public required string Times { get; set; }

    /// <summary>Raised by each writer: the loser of a race reads again.</summary>
    public required long Version { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}
