using BrainMessenger.Server.Features.Files.Store.S3;
using BrainMessenger.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>A server behind which the store fails as told; it gives up quickly.</summary>
public sealed class FailingStore : IAsyncLifetime
{
    private TestBucket? _bucket;

    public Server Server { get; private set; } = null!;

    internal StoreProxy Proxy { get; private set; } = null!;

    internal KeptLog Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        Proxy = await StoreProxy.BeforeAsync(_bucket.Endpoint);
        Server = await Server.StartAsync(
            services => services
                .AddSingleton(new S3Retries { Count = 2, FirstPause = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromSeconds(2) })
                .AddSingleton<ILoggerProvider>(Log),
            _bucket.Variables(Proxy.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
        _bucket!.Dispose();
    }
}
