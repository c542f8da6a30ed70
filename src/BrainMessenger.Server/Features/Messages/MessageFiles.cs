using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>Files of messages: seen by whoever may see the message. Deleting a message takes its attachments away.</summary>
internal sealed class MessageFiles(MessageAccess messages) : IFileHolder
{
    public Task<bool> ShowsAsync(AppDb db, Guid userId, StoredFile file, CancellationToken ct) => messages.MaySeeFileAsync(userId, file.Id, ct);

    public async Task<IReadOnlyCollection<Guid>> InUseAsync(AppDb db, IReadOnlyCollection<StoredFile> files, CancellationToken ct)
    {
        var ids = files.Select(f => f.Id).ToList();
        return await db.Attachments.Where(a => ids.Contains(a.FileId)).Select(a => a.FileId).Distinct().ToListAsync(ct);
    }
}
