namespace BrainMessenger.Server.Features.Accounts;

/// <summary>A key pair of access tokens: the public half in clear for every node, the private half sealed by the node that made it.</summary>
internal sealed class SigningKey
{
    /// <summary>The token's <c>kid</c>.</summary>
    public required string Id { get; init; }

    public required string PublicKey { get; init; }

    public required string PrivateSealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset RetiresAt { get; init; }
}
