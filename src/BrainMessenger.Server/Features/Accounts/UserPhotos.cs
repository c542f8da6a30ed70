using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>People's photos: always their own files, seen by everybody who is signed in.</summary>
internal sealed class UserPhotos : IFileHolder
{
    public Task<bool> ShowsAsync(AppDb db, Guid userId, StoredFile file, CancellationToken ct) =>
        db.Users.AnyAsync(u => u.Id == file.OwnerId && u.PhotoFileId == file.Id && u.DeletedAt == null, ct);

    public async Task<IReadOnlyCollection<Guid>> InUseAsync(AppDb db, IReadOnlyCollection<StoredFile> files, CancellationToken ct)
    {
        var owners = files.Select(f => f.OwnerId).Distinct().ToList();
        return await db.Users.Where(u => owners.Contains(u.Id) && u.PhotoFileId != null && u.DeletedAt == null)
            .Select(u => u.PhotoFileId!.Value).ToListAsync(ct);
    }
}
