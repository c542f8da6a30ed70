using BrainMessenger.Server.Platform;
using Microsoft.Net.Http.Headers;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>Opens objects for reading addresses, and says how browsers may treat them.</summary>
internal sealed class DiskReading(DiskFileStore store, DiskLayout layout, FileMeter meter, TimeProvider time, ILogger<DiskReading> log)
{
    /// <summary>Null, counted and told to the operator, where any of the bytes are gone.</summary>
    public async Task<Stream?> OpenAsync(StoreRead read)
    {
        var bytes = await DiskFailures.Guard(layout.Root, () => Task.FromResult(store.Open(read.Key, sent => meter.Count(read.OwnerId, FileOperations.Get, sent))));
        if (bytes?.Length == read.Size) return bytes;

        log.LogError("{Key} is not whole in {Root} ({Found} of {Size} bytes): restore it from a backup.", read.Key, layout.Root, bytes?.Length ?? 0, read.Size);
        if (bytes is not null) await bytes.DisposeAsync();
        meter.Count(read.OwnerId, FileOperations.Missing, 0);
        return null;
    }

    /// <summary>Bytes under a key never change, so the key's own secret part names their version.</summary>
    public static EntityTagHeaderValue EntityTag(StoreRead read) => new($"\"{read.Key[^16..]}\"");

    /// <summary>Whatever was uploaded, it never acts as a page of this origin.</summary>
    public void SetHeaders(IHeaderDictionary headers, ReadTicket ticket)
    {
        var disposition = new ContentDispositionHeaderValue(ticket.Read.Inline ? "inline" : "attachment");
        disposition.SetHttpFileName(ticket.Read.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = $"private, max-age={(long)Math.Max(0, (ticket.ExpiresAt - time.Now()).TotalSeconds)}";
    }
}
