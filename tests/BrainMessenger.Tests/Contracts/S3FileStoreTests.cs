using BrainMessenger.Tests.Shared;


namespace BrainMessenger.Tests.Contracts;

/// <summary>A server whose files lie in a bucket of its own on a real S3 server.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private TestBucket? _bucket;
    private Server? _server;

    internal TestBucket Bucket => _bucket!;

    public Server Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        _server = await Server.StartAsync(_bucket.Variables());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _bucket?.Dispose();
    }
}

/// <summary>Cloudflare R2 and any other S3: the contract, and what only a store elsewhere can do wrong.</summary>
[Trait("Store", "S3")]
public sealed class S3FileStoreTests(S3Server s3) : FileStoreContract(s3.Server), IClassFixture<S3Server>
{
}
