using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.Net.Http.Headers;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>Addresses that a browser may use without keys: presigned ones of the store, or of the domain before it.</summary>
internal sealed class S3Links(S3Bucket bucket, ObjectStore store, TimeProvider time)
{
    public string Part(StoreUpload upload, int number, DateTimeOffset expires) => bucket.Signer.GetPreSignedURL(new()
    {
        BucketName = bucket.Name,
        Key = upload.Key,
        Verb = HttpVerb.PUT,
        UploadId = upload.UploadId,
        PartNumber = number,
        Expires = expires.UtcDateTime,
        Protocol = bucket.Protocol,
    });

    public string Read(StoreRead read, DateTimeOffset expires)
    {
        // A domain cannot be told what to answer with, so through it goes only what may be shown as it was stored.
        if (store.Domain is { } domain && read.Inline) return OnDomain(domain, read.Key, time.GetUtcNow());

        var disposition = new ContentDispositionHeaderValue(read.Inline ? "inline" : "attachment");
        disposition.SetHttpFileName(read.Name);
        var seconds = (long)Math.Max(0, (expires - time.GetUtcNow()).TotalSeconds);
        return bucket.Signer.GetPreSignedURL(new()
        {
            BucketName = bucket.Name,
            Key = read.Key,
            Verb = HttpVerb.GET,
            Expires = expires.UtcDateTime,
            Protocol = bucket.Protocol,
            ResponseHeaderOverrides = new()
            {
                ContentType = read.ContentType,
                ContentDisposition = disposition.ToString(),
                CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={seconds}"),
            },
        });
    }

    /// <summary>What an object is stored as: only what browsers may show keeps its announced type, since a domain sends that.</summary>
    public static string StoredType(string announced) =>
        ContentTypes.FamilyOf(announced) is Family.Other ? ContentTypes.Unknown : announced;

    /// <summary>
    /// The form that Cloudflare's <c>is_timed_hmac_valid_v0</c> checks: path, then <c>?verify=</c>, the second, and the
    /// HMAC-SHA256 over both in base64. https://developers.cloudflare.com/waf/custom-rules/use-cases/configure-token-authentication/
    /// </summary>
    public static string OnDomain(ObjectStoreDomain domain, string key, DateTimeOffset at)
    {
        var path = "/" + key;
        var second = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(domain.Secret), Encoding.UTF8.GetBytes(path + second));
        return $"{domain.Address.GetLeftPart(UriPartial.Authority)}{path}?verify={second}-{Uri.EscapeDataString(Convert.ToBase64String(mac))}";
    }
}
