using Amazon.Runtime;
using Amazon.S3;

namespace BrainMessenger.Tests.Shared;

/// <summary>A bucket of its own on the S3 server of TEST_S3, as variables for a server.</summary>
internal sealed class TestBucket : IDisposable
{
    private readonly Uri _server;

    private TestBucket(Uri server)
    {
        _server = server;
        var keys = server.UserInfo.Split(':');
        (Key, Secret) = (keys[0], keys[1]);
        Client = new AmazonS3Client(new BasicAWSCredentials(Key, Secret), new AmazonS3Config { ServiceURL = Endpoint, ForcePathStyle = true, AuthenticationRegion = "auto" });
    }

    public string Name { get; } = $"test-{Guid.NewGuid():N}";

    public string Key { get; }

    public string Secret { get; }

    public string Endpoint => _server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>The owner's own way into it.</summary>
    public AmazonS3Client Client { get; }

    public static async Task<TestBucket> CreateAsync()
    {
        var address = Environment.GetEnvironmentVariable("TEST_S3") ?? throw new InvalidOperationException("TEST_S3 must name an S3 server, as tests/servers/s3.sh prints it.");
        var bucket = new TestBucket(new Uri(address));
        await bucket.Client.PutBucketAsync(bucket.Name);
        return bucket;
    }

    /// <summary>What a server is told; by another endpoint where something stands before the store.</summary>
    public (string Name, string Value)[] Variables(string? endpoint = null) =>
        [("R2_ENDPOINT", endpoint ?? Endpoint), ("R2_BUCKET", Name), ("R2_ACCESS_KEY", Key), ("R2_SECRET_KEY", Secret)];

    public void Dispose() => Client.Dispose();
}
