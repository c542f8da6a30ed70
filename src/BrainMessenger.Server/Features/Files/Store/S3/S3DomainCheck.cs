using System.Security.Cryptography;
using Amazon.S3.Model;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>A domain without its rule would open the whole bucket to everybody: such a start is stopped (design §9).</summary>
internal sealed class S3DomainCheck(S3Bucket bucket, ObjectStore store, TimeProvider time, ILogger<S3DomainCheck> log)
{
    private const string Key = "check/unsigned-read";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <exception cref="StartupException">Anybody may read.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (store.Domain is not { } domain) return;
        using var http = new HttpClient { Timeout = _patience };
        try
        {
            // Without chunks: the body is hashed and signed whole, as R2 demands.
            var request = new PutObjectRequest { BucketName = bucket.Name, Key = Key, ContentBody = "Nobody may read this without a signature.", ContentType = "text/plain", UseChunkEncoding = false };
            await bucket.AskAsync((s3, token) => s3.PutObjectAsync(request, token), ct);

            // A query of its own, so that no cache answers.
            var address = $"{domain.Address.GetLeftPart(UriPartial.Authority)}/{Key}";
            using var open = await http.GetAsync($"{address}?{RandomNumberGenerator.GetHexString(16)}", ct);
            if (open.IsSuccessStatusCode)
                throw ConfigurationSource.Wrong($"R2_PUBLIC_URL lets everybody read the bucket ({address}): add the rule of docs/r2.md at Cloudflare, or remove R2_PUBLIC_URL.");

            using var signed = await http.GetAsync(S3Links.OnDomain(domain, Key, time.GetUtcNow()), ct);
            if (!signed.IsSuccessStatusCode)
                log.LogError("{Domain} refuses signed addresses, too ({Status}): pictures will not be shown. Compare R2_PUBLIC_SECRET with the rule at Cloudflare.", domain.Address.Host, (int)signed.StatusCode);
        }
        catch (StoreException e)
        {
            log.LogError("Whether R2_PUBLIC_URL is guarded could not be tried. Cause: {Cause}. Cure: {Cure}.", e.Message, e.Cure);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            log.LogError("Whether R2_PUBLIC_URL is guarded could not be tried: {Domain} does not answer ({Cause}). Check the domain.", domain.Address.Host, e.Message);
        }
    }
}
