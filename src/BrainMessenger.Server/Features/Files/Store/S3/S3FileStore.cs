using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>
/// Cloudflare R2, or any S3. The bytes never pass through this server but for the one reading that checks them: clients put
/// parts to presigned addresses, which the store itself refuses once the upload is completed or given up.
/// </summary>
internal sealed class S3FileStore(S3Bucket bucket, S3Links links, FileMeter meter) : IFileStore
{
    private const string Uploads = "uploads/";

    public async Task<string> BeginAsync(NewUpload upload, CancellationToken ct)
    {
        // Never what was announced: links say the type that was found by reading.
        var request = new InitiateMultipartUploadRequest { BucketName = bucket.Name, Key = upload.Key, ContentType = S3Links.StoredType(upload.ContentType) };
        var begun = await bucket.AskAsync((s3, token) => s3.InitiateMultipartUploadAsync(request, token), ct);
        return begun?.UploadId ?? throw new StoreException(StoreErrors.Misconfigured, $"404 for a new upload to bucket {bucket.Name}", "check R2_ENDPOINT and R2_BUCKET");
    }

    public SignedPart SignPart(StoreUpload upload, int number, DateTimeOffset expires) => new(links.Part(upload, number, expires), new Dictionary<string, string>());

    public async Task PutPartAsync(StoreUpload upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        using var body = new MemoryStream(bytes.ToArray(), writable: false);
        var taken = await bucket.AskAsync(
            (s3, token) =>
            {
                body.Position = 0;
                // Without chunks: the body is hashed and signed whole, as R2 demands.
                return s3.UploadPartAsync(new() { BucketName = bucket.Name, Key = upload.Key, UploadId = upload.UploadId, PartNumber = number, InputStream = body, PartSize = bytes.Length, UseChunkEncoding = false }, token);
            }, ct);
        if (taken is null) throw new IOException($"Part {number} of {upload.Key} was not taken: its upload is closed.");
    }

    public async Task<IReadOnlyDictionary<int, long>?> PartsAsync(StoreUpload upload, CancellationToken ct)
    {
        if (await ListAsync(upload, ct) is { } parts) return Whole(upload, parts).ToDictionary(part => part.PartNumber!.Value, part => part.Size!.Value);
        return await IsObjectAsync(upload, ct) ? Enumerable.Range(1, upload.Plan.Count).ToDictionary(number => number, upload.Plan.LengthOf) : null;
    }

    public async Task<bool> CompleteAsync(StoreUpload upload, CancellationToken ct)
    {
        if (await ListAsync(upload, ct) is { } parts)
        {
            var whole = Whole(upload, parts);
            if (whole.Count < upload.Plan.Count) return false;
            var request = new CompleteMultipartUploadRequest
            {
                BucketName = bucket.Name,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartETags = whole.ConvertAll(part => new PartETag(part.PartNumber!.Value, part.ETag)),
            };
            if (await bucket.AskAsync((s3, token) => s3.CompleteMultipartUploadAsync(request, token), ct) is not null)
            {
                foreach (var part in whole) meter.Count(upload.OwnerId, FileOperations.Put, part.Size!.Value);
                meter.Count(upload.OwnerId, FileOperations.Complete, 0);
                return true;
            }
        }

        // Somebody else completed or deleted it, or a try of ours whose answer was lost.
        return await IsObjectAsync(upload, ct);
    }

    public async Task<Stream?> OpenAsync(string key, Guid ownerId, CancellationToken ct)
    {
        if (await SizeAsync(key, ownerId, ct) is not { } size) return null;
        return new S3ObjectStream(bucket, key, size, bytes => meter.Count(ownerId, FileOperations.Check, bytes));
    }

    public string SignRead(StoreRead read, DateTimeOffset expires)
    {
        // Nobody tells us what is done with it: once, and all of it, is near enough for a bill.
        meter.Count(read.OwnerId, FileOperations.Get, read.Size);
        return links.Read(read, expires);
    }

    public async Task DeleteAsync(string key, string uploadId, CancellationToken ct)
    {
        if (uploadId.Length > 0) await AbortAsync(key, uploadId, ct);
        await DeleteObjectAsync(key, ct);
    }

    public Task RemoveAsync(StoreEntry entry, CancellationToken ct) => entry.IsObject ? DeleteObjectAsync(entry.Key, ct) : AbortAsync(entry.Key, entry.UploadId, ct);

    public async IAsyncEnumerable<StoreEntry> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var stored in ObjectsAsync(ct)) yield return new(stored.Key, "", stored.LastModified!.Value.ToUniversalTime(), IsObject: true);
        await foreach (var open in OpenUploadsAsync(ct)) yield return new(open.Key, open.UploadId, open.Initiated!.Value.ToUniversalTime(), IsObject: false);
    }

    /// <summary>The parts in their order; null where the upload is not open (any more).</summary>
    private async Task<List<PartDetail>?> ListAsync(StoreUpload upload, CancellationToken ct)
    {
        var parts = new List<PartDetail>();
        var request = new ListPartsRequest { BucketName = bucket.Name, Key = upload.Key, UploadId = upload.UploadId };
        while (true)
        {
            meter.Count(upload.OwnerId, FileOperations.List, 0);
            if (await bucket.AskAsync((s3, token) => s3.ListPartsAsync(request, token), ct) is not { } page) return null;
            // The SDK says null where it means none.
            parts.AddRange(page.Parts ?? []);
            if (page.IsTruncated != true) return parts;
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A store takes any size for a part; ours have one.</summary>
    private static List<PartDetail> Whole(StoreUpload upload, List<PartDetail> parts) =>
        parts.FindAll(part => part.PartNumber is >= 1 and var number && number <= upload.Plan.Count && part.Size == upload.Plan.LengthOf(number));

    private async Task<bool> IsObjectAsync(StoreUpload upload, CancellationToken ct) => await SizeAsync(upload.Key, upload.OwnerId, ct) is not null;

    /// <summary>Asks for the first byte: a HEAD costs the same, and says neither why it is refused nor whether object or bucket is missing.</summary>
    private async Task<long?> SizeAsync(string key, Guid ownerId, CancellationToken ct)
    {
        meter.Count(ownerId, FileOperations.Check, 1);
        var request = new GetObjectRequest { BucketName = bucket.Name, Key = key, ByteRange = new ByteRange(0, 0) };
        using var first = await bucket.AskAsync((s3, token) => s3.GetObjectAsync(request, token), ct);
        return first is null ? null : ContentRangeHeaderValue.Parse(first.ContentRange).Length;
    }

    private async Task AbortAsync(string key, string uploadId, CancellationToken ct) =>
        await bucket.AskAsync((s3, token) => s3.AbortMultipartUploadAsync(new() { BucketName = bucket.Name, Key = key, UploadId = uploadId }, token), ct);

    /// <summary>One by one: that is free at R2, and deleting many at once needs a checksum that it does not know.</summary>
    private async Task DeleteObjectAsync(string key, CancellationToken ct) =>
        await bucket.AskAsync((s3, token) => s3.DeleteObjectAsync(new() { BucketName = bucket.Name, Key = key }, token), ct);

    private async IAsyncEnumerable<S3Object> ObjectsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = Uploads };
        do
        {
            var page = await bucket.AskAsync((s3, token) => s3.ListObjectsV2Async(request, token), ct);
            foreach (var stored in page!.S3Objects ?? []) yield return stored;
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    private async IAsyncEnumerable<MultipartUpload> OpenUploadsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = Uploads };
        while (true)
        {
            var page = await bucket.AskAsync((s3, token) => s3.ListMultipartUploadsAsync(request, token), ct);
            foreach (var open in page!.MultipartUploads ?? []) yield return open;
            if (page.IsTruncated != true) yield break;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }
}
