using System.Diagnostics;

namespace BrainMessenger.Browser.Ground;

internal static class Until
{
    /// <summary>Asks until there is an answer; fails with what was awaited after a bounded time.</summary>
    public static async Task<T> FoundAsync<T>(Func<T?> ask, string what, int seconds = 20)
        where T : class
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            if (ask() is { } answer) return answer;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"{what} did not come within {seconds} s.");
    }
}
