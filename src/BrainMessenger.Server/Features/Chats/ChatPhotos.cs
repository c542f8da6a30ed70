using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>Chats' photos: seen by the members, those of public chats by everybody who is signed in.</summary>
internal sealed class ChatPhotos : IFileHolder
{
    public Task<bool> ShowsAsync(AppDb db, Guid userId, StoredFile file, CancellationToken ct) =>
        db.Chats.AnyAsync(
            c => c.PhotoFileId == file.Id && c.DeletedAt == null
                && (c.IsPublic || db.Members.Any(m => m.ChatId == c.Id && m.UserId == userId && m.LeftSeq == null)), ct);

    public async Task<IReadOnlyCollection<Guid>> InUseAsync(AppDb db, IReadOnlyCollection<StoredFile> files, CancellationToken ct)
    {
        var ids = files.Select(f => f.Id).ToList();
        return await db.Chats.Where(c => c.PhotoFileId != null && ids.Contains(c.PhotoFileId.Value) && c.DeletedAt == null)
            .Select(c => c.PhotoFileId!.Value).ToListAsync(ct);
    }
}
