using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Browser.Ground;

/// <summary>A server whose files lie in a bucket of a real S3 server, behind a network that can fail.</summary>
public sealed class BucketServer : RealServer
{
    private TestBucket? _bucket;
    private FaultProxy? _line;

    /// <summary>Between everybody, the server too, and the bucket.</summary>
    internal FaultProxy Line => _line ?? throw new InvalidOperationException("The server is not running.");

    internal string Store => $"http://127.0.0.1:{Line.Port}";

    protected override IReadOnlyDictionary<string, string> Variables => _bucket!.Variables(Store).ToDictionary(v => v.Name, v => v.Value);

    public override async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        _line = FaultProxy.Before(new Uri(_bucket.Endpoint));
        await base.InitializeAsync();
        await RunVerbAsync("storage", "setup");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_line is not null) await _line.DisposeAsync();
        _bucket?.Dispose();
    }
}
