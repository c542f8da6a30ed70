using System.Diagnostics;

namespace BrainMessenger.Tests.Shared;

/// <summary>Waits for a condition, with a bound; never for a time alone.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(Func<bool> condition, string what, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Limit) throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {what}.");
            await timer.WaitForNextTickAsync(ct);
        }
    }
}
