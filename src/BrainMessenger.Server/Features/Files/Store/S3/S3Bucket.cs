using Amazon.Runtime;
using Amazon.S3;
using BrainMessenger.Server.Platform.Configuration;
using Polly;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>
/// The one bucket: sends requests as R2 needs them, again where that may help, with the former keys where the new ones do
/// not work yet; what fails for good is a <see cref="StoreException"/>.
/// </summary>
internal sealed class S3Bucket : IDisposable
{
    private readonly ObjectStore _store;
    private readonly ILogger<S3Bucket> _log;
    private readonly ResiliencePipeline _pipeline;
    private readonly AmazonS3Client[] _clients;
    private volatile int _working;

    public S3Bucket(ObjectStore store, S3Retries retries, ILogger<S3Bucket> log)
    {
        _store = store;
        _log = log;
        _pipeline = retries.Build();
        Patience = retries.Patience;
        _clients = [.. new[] { store.Key, store.PreviousKey }.OfType<ObjectStoreKey>().Select(key => Connect(store, key, retries))];
    }

    public string Name => _store.Bucket;

    /// <summary>For an answer to begin, and for each piece of it to come.</summary>
    public TimeSpan Patience { get; }

    /// <summary>With the keys that worked last, for addresses: nothing is sent.</summary>
    public IAmazonS3 Signer => _clients[_working];

    /// <summary>A plain address in the same words as the requests.</summary>
    public Protocol Protocol => _store.Endpoint.Scheme == Uri.UriSchemeHttps ? Protocol.HTTPS : Protocol.HTTP;

    /// <summary>The answer, or null where the key or the upload does not exist.</summary>
    public async Task<T?> AskAsync<T>(Func<IAmazonS3, CancellationToken, Task<T>> request, CancellationToken ct)
        where T : class
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await SendAsync(request, token), ct);
        }
        catch (AmazonServiceException e) when (S3Failures.IsMissing(e))
        {
            return null;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Explain(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Null for what is no failure of the store.</summary>
    public StoreException? Explain(Exception e) => S3Failures.Explain(e, _store);

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }

    private async Task<T> SendAsync<T>(Func<IAmazonS3, CancellationToken, Task<T>> request, CancellationToken ct)
    {
        var first = _working;
        try
        {
            return await request(_clients[first], ct);
        }
        catch (AmazonServiceException e) when (S3Failures.IsDenied(e) && _clients.Length > 1)
        {
            var answer = await request(_clients[1 - first], ct);
            _working = 1 - first;
            _log.LogWarning("The store refuses the {Refused} keys ({Status} {Code}) and takes the {Taken} ones: {Cure}.",
                Which(first), (int)e.StatusCode, e.ErrorCode, Which(1 - first),
                first == 0 ? "check R2_ACCESS_KEY and R2_SECRET_KEY before you revoke the former token" : "the rotation is done, R2_ACCESS_KEY_PREVIOUS and R2_SECRET_KEY_PREVIOUS can go");
            return answer;
        }
    }

    private static string Which(int client) => client == 0 ? "new" : "previous";

    private static AmazonS3Client Connect(ObjectStore store, ObjectStoreKey key, S3Retries retries) => new(
        new BasicAWSCredentials(key.Id, key.Secret),
        new AmazonS3Config
        {
            ServiceURL = store.Endpoint.GetLeftPart(UriPartial.Authority),
            ForcePathStyle = true,
            AuthenticationRegion = "auto",
            // R2 knows none of the checksum trailers that are the default since version 4.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 0,
            Timeout = retries.Patience,
        });
}
