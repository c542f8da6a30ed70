namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>
/// Keeps the bytes of files under keys that never carry a name. Bytes come in parts straight from the client to
/// addresses that the store signs; once completed, an object never changes. Failures of the store itself are a
/// <see cref="StoreException"/>, with what to tell the user and the operator. Every variant passes FileStoreContract.
/// </summary>
internal interface IFileStore
{
    /// <summary>Opens an upload; nothing can be read under the key yet. Answers the store's id of it, "" where it needs none.</summary>
    public Task<string> BeginAsync(NewUpload upload, CancellationToken ct);

    /// <summary>
    /// An address that takes exactly this part's bytes until it expires, as often as wished: the last whole one counts, a
    /// part cut off half-way changes nothing. It stops taking bytes for good once the upload is completed or deleted.
    /// </summary>
    public SignedPart SignPart(StoreUpload upload, int number, DateTimeOffset expires);

    /// <summary>Stores one part from here, as a client does through its address; exactly the part's bytes.</summary>
    public Task PutPartAsync(StoreUpload upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>Bytes by number of the parts that are stored whole, all of them after completion; null where the store does not know the upload (any more).</summary>
    public Task<IReadOnlyDictionary<int, long>?> PartsAsync(StoreUpload upload, CancellationToken ct);

    /// <summary>
    /// Makes the parts one object, durably: true survives a power cut. False, and nothing changed, where parts are missing.
    /// Repeating it is harmless, at the same time and after a crash as well.
    /// </summary>
    public Task<bool> CompleteAsync(StoreUpload upload, CancellationToken ct);

    /// <summary>The object's bytes, seekable; null when there is no completed object. Moving about may cost a request. Counted for the owner.</summary>
    public Task<Stream?> OpenAsync(string key, Guid ownerId, CancellationToken ct);

    /// <summary>An address that works without headers, also for ranges, until it expires.</summary>
    public string SignRead(StoreRead read, DateTimeOffset expires);

    /// <summary>Removes upload and object; what is not there is no failure.</summary>
    public Task DeleteAsync(string key, string uploadId, CancellationToken ct);

    /// <summary>Removes what an entry of the list names and nothing else under its key.</summary>
    public Task RemoveAsync(StoreEntry entry, CancellationToken ct);

    /// <summary>Everything that takes room, unfinished uploads too, for the sweep that looks for what no row knows.</summary>
    public IAsyncEnumerable<StoreEntry> ListAsync(CancellationToken ct);
}

internal sealed record NewUpload(string Key, string ContentType, long Size);

/// <summary>An upload under way. The owner is whom the store's work is counted for.</summary>
internal sealed record StoreUpload(string Key, string UploadId, PartPlan Plan, Guid OwnerId);

/// <param name="Url">Absolute, or a path on this server.</param>
/// <param name="Headers">To be sent with it: the signature covers them.</param>
internal sealed record SignedPart(string Url, IReadOnlyDictionary<string, string> Headers);

/// <param name="ContentType">What the answer shall say.</param>
/// <param name="Name">For the answer's Content-Disposition.</param>
/// <param name="Inline">False: an attachment, whatever asks for it.</param>
/// <param name="Size">Bytes of the whole, for stores that cannot count what is read of it.</param>
internal sealed record StoreRead(string Key, string ContentType, string Name, bool Inline, Guid OwnerId, long Size);

/// <param name="IsObject">False for an upload that is still open.</param>
internal sealed record StoreEntry(string Key, string UploadId, DateTimeOffset ChangedAt, bool IsObject);
