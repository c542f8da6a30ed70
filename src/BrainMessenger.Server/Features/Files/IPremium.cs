using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Told by whoever keeps the accounts: who may store more.</summary>
internal interface IPremium
{
    /// <summary>Whether a subscription of this person runs.</summary>
    public Task<bool> RunsAsync(AppDb db, Guid userId, CancellationToken ct);
}
