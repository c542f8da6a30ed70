using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// A feature that refers to files: messages, people's photos, chats' photos. Through it a file may be seen by others than
/// its owner, and as long as it refers to a file, that file lives.
/// </summary>
internal interface IFileHolder
{
    /// <summary>Whether this feature shows the file to this person now.</summary>
    public Task<bool> ShowsAsync(AppDb db, Guid userId, StoredFile file, CancellationToken ct);

    /// <summary>The ids among these files to which something of this feature refers.</summary>
    public Task<IReadOnlyCollection<Guid>> InUseAsync(AppDb db, IReadOnlyCollection<StoredFile> files, CancellationToken ct);
}
