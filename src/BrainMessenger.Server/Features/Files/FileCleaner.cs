using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Runs the sweep at start and whenever something is due. While nothing is, it sleeps and leaves the database in peace
/// (a scale-to-zero database may sleep too).
/// </summary>
internal sealed class FileCleaner(FileSweep sweep, TimeProvider time, ILogger<FileCleaner> log) : Worker(time, log)
{
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset? _due = DateTimeOffset.MinValue;
    private TaskCompletionSource _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something can be removed from then on.</summary>
    public void DueAt(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_due <= at) return;
            _due = at;
            _sooner.TrySetResult();
        }
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await UntilDueAsync(ct);
            lock (_lock) _due = null;
            try
            {
                var report = await sweep.RunAsync(ct);
                if (report.IsWorthTelling) Log.LogInformation("Files cleaned up: {Report}.", report);
                if (report.Next is { } next) DueAt(next);
            }
            catch (StoreException e)
            {
                Log.LogWarning("Files could not be cleaned up: {Code}. Cause: {Cause}. Cure: {Cure}. Tried again in a minute.", e.Error.Code, e.Message.TrimEnd('.'), e.Cure);
                DueAt(Time.Now() + _retry);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.LogWarning("Files could not be cleaned up ({Cause}); tried again in a minute.", e.Message);
                DueAt(Time.Now() + _retry);
            }
        }
    }

    private async Task UntilDueAsync(CancellationToken ct)
    {
        while (true)
        {
            Task sooner;
            TimeSpan wait;
            lock (_lock)
            {
                wait = _due is { } due ? due - Time.Now() : Timeout.InfiniteTimeSpan;
                if (_due is not null && wait <= TimeSpan.Zero) return;
                if (_sooner.Task.IsCompleted) _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);
                sooner = _sooner.Task;
            }

            using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(sooner, Task.Delay(wait, Time, timer.Token));
            await timer.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }
    }
}
