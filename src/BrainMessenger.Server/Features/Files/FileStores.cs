using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// The stores that this server can reach: the folder always, a bucket where one is configured. Each row says where its
/// bytes lie, so both are read while files move from one to the other.
/// </summary>
internal sealed class FileStores(IReadOnlyDictionary<string, IFileStore> stores)
{
    public const string Disk = "disk";
    public const string Bucket = "r2";

    public IReadOnlyDictionary<string, IFileStore> All => stores;

    /// <summary>Where new files go unless somebody said otherwise.</summary>
    public string Default => stores.ContainsKey(Bucket) ? Bucket : Disk;

    /// <exception cref="StoreException">It lies in a bucket, and none is configured.</exception>
    public IFileStore Of(StoredFile file) => Named(file.Store);

    public IFileStore Named(string name) => stores.TryGetValue(name, out var store) ? store : throw new StoreException(
        StoreErrors.Misconfigured, $"there are files in a bucket, but R2_ENDPOINT is not set", "set the R2_* variables again; `brainmessenger storage move --to disk` brings the files back first");

    /// <summary>Where the next file goes: what the last move said, where that store can be reached.</summary>
    public async Task<string> ForNewAsync(AppDb db, CancellationToken ct)
    {
        var said = await db.FileTargets.Select(target => target.Store).FirstOrDefaultAsync(ct);
        return said is not null && stores.ContainsKey(said) ? said : Default;
    }
}

/// <summary>The one row that says where new files go since the last move; none before the first.</summary>
internal sealed class FileTarget
{
    public required long Id { get; init; }

    public required string Store { get; set; }
}
