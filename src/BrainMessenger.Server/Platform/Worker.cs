namespace BrainMessenger.Server.Platform;

/// <summary>
/// Work beside the requests, for as long as the server runs. Whatever fails in it is told, and it begins again: a counter
/// that cannot be written must not end the server, which is what the host would do.
/// </summary>
internal abstract class Worker(TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    protected TimeProvider Time { get; } = time;

    protected ILogger Log { get; } = log;

    /// <summary>Runs until it is cancelled; called again where it ends by itself or fails.</summary>
    protected abstract Task RunAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (stoppingToken.IsCancellationRequested)
            {
                Log.LogError(e, "{Worker} could not end what it had begun", GetType().Name);
                return;
            }
            catch (Exception e)
            {
                Log.LogError(e, "{Worker} failed and begins again in {Pause} s", GetType().Name, _pause.TotalSeconds);
            }

            await Task.Delay(_pause, Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
