using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

internal sealed class User
{
    public const string RoleUser = "user";
    public const string RoleAdmin = "admin";

    public required Guid Id { get; init; }

    public required string Email { get; set; }

    /// <summary>Lower-case form by which the address is found; null once the account is deleted.</summary>
    public required string? EmailKey { get; set; }

    public required string Name
    {
        get;
        set
        {
            field = value;
            NameKey = TextRules.Fold(value);
        }
    }

    /// <summary>The name as it is searched: neither case nor the engine's own folding counts.</summary>
    public string NameKey { get; private set; } = "";

    public string? Handle { get; set; }

    public string? HandleKey { get; set; }

    public string? PasswordHash { get; set; }

    public required string Role { get; set; }

    public required string Locale { get; set; }

    /// <summary>JSON object of the client's own settings, at most 8 KiB.</summary>
    public string? Settings { get; set; }

    public Guid? PhotoFileId { get; set; }

    public DateTimeOffset? PremiumUntil { get; set; }

    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>Head of the private log (see MeLog).</summary>
    public long MeSeq { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }
}
