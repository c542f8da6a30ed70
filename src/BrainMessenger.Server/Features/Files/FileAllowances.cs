using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Who may store how much.</summary>
internal sealed class FileAllowances(AppDb db, IPremium premium, FileLimits limits)
{
    public async Task<FileAllowance> OfAsync(Guid userId, CancellationToken ct) =>
        await premium.RunsAsync(db, userId, ct) ? limits.Premium : limits.Everyone;
}
