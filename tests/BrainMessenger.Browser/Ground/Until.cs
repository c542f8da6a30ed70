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

    /// <summary>Asks until nothing is wrong any more; fails with what still is after a bounded time.</summary>
    public static async Task NothingAsync(Func<Task<string>> wrong, int seconds = 20)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();
        string left;
        while ((left = await wrong()) != "")
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"After {seconds} s:\n{left}");
            await timer.WaitForNextTickAsync();
        }
    }
}
