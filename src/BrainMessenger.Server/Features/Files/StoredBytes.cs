using BrainMessenger.Server.Features.Files.Store;

namespace BrainMessenger.Server.Features.Files;

/// <summary>A ready file's bytes in the store: where they are read, and whether they are there at all.</summary>
internal sealed class StoredBytes(FileStores stores, FileMeter meter, ILogger<StoredBytes> log)
{
    public string SignRead(StoredFile file, StoreRead read, DateTimeOffset expires) => stores.Of(file).SignRead(read, expires);

    /// <summary>All of the bytes; null, counted and told to the operator, where any are gone.</summary>
    /// <exception cref="StoreException">The store itself fails.</exception>
    public async Task<Stream?> OpenAsync(StoredFile file, CancellationToken ct)
    {
        var bytes = await stores.Of(file).OpenAsync(file.Key, file.OwnerId, ct);
        if (bytes?.Length == file.Size) return bytes;
        log.LogError("File {Id}: {Key} is not whole in {Store} ({Found} of {Size} bytes). Restore it from a backup.", file.Id, file.Key, file.Store, bytes?.Length ?? 0, file.Size);
        if (bytes is not null) await bytes.DisposeAsync();
        meter.Count(file.OwnerId, FileOperations.Missing, 0);
        return null;
    }

    /// <summary>Whether they are there; looked up like <see cref="OpenAsync"/>.</summary>
    public async Task<bool> AreThereAsync(StoredFile file, CancellationToken ct)
    {
        await using var bytes = await OpenAsync(file, ct);
        return bytes is not null;
    }
}
