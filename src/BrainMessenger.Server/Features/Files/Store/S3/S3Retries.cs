using Polly;
using Polly.Retry;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>
/// How often and how patiently a request is made again. The SDK's own retries are off: they leave out 429, which is what
/// R2 limits with (docs/r2.md).
/// </summary>
internal sealed record S3Retries
{
    /// <summary>Tries after the first.</summary>
    public int Count { get; init; } = 4;

    /// <summary>Before the second try; doubles, with jitter, so that many who were refused together do not come back together.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>For an answer to begin, and for each piece of it to come: the SDK's own limit is 24 days.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public ResiliencePipeline Build() => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(!arguments.Context.CancellationToken.IsCancellationRequested && S3Failures.PassesSoon(arguments.Outcome.Exception)),
            MaxRetryAttempts = Count,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstPause,
            MaxDelay = LongestPause,
        })
        .Build();
}
