using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Who may store how much.</summary>
internal sealed class FileAllowances(AppDb db, UserCatalog people, FileLimits limits)
{
    public async Task<FileAllowance> OfAsync(Guid userId, CancellationToken ct) =>
        await people.IsPremiumAsync(db, userId, ct) ? limits.Premium : limits.Everyone;
}
