using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace BrainMessenger.Bench.Uploads;

/// <summary>A bucket of our own on an S3 server.</summary>
internal sealed class UploadBucket : IDisposable
{
    private readonly AmazonS3Client _s3;
    private readonly string _name = $"bench-{Guid.NewGuid():N}";

    private UploadBucket(Uri server)
    {
        var (key, secret) = server.UserInfo.Split(':') is [var user, var password] ? (user, password) : throw new ArgumentException("--s3 must hold key and secret.");
        var endpoint = server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        _s3 = new(new BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = "auto" });
        Variables = new() { ["R2_ENDPOINT"] = endpoint, ["R2_BUCKET"] = _name, ["R2_ACCESS_KEY"] = key, ["R2_SECRET_KEY"] = secret };
    }

    /// <summary>For a server.</summary>
    public Dictionary<string, string> Variables { get; }

    public static async Task<UploadBucket> CreateAsync(Uri server, CancellationToken ct)
    {
        var bucket = new UploadBucket(server);
        await bucket._s3.PutBucketAsync(bucket._name, ct);
        return bucket;
    }

    /// <summary>An address that takes one object whole.</summary>
    public async Task<string> SignAsync(string key) =>
        await _s3.GetPreSignedURLAsync(new() { BucketName = _name, Key = key, Verb = HttpVerb.PUT, Expires = DateTime.UtcNow.AddHours(1), Protocol = Protocol.HTTP });

    public Task DeleteAsync(string key, CancellationToken ct) => _s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _name, Key = key }, ct);

    public void Dispose() => _s3.Dispose();
}
