using System.Diagnostics;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Tests.Platform;

/// <summary>Many who ask at once are few queries.</summary>
public sealed class BatcherTests
{
    private int _queries;

    [Fact]
    public async Task What_is_asked_while_a_query_runs_goes_into_the_next_one()
    {
        var first = new TaskCompletionSource();
        var batcher = Doubling(async () => await first.Task);
        var early = batcher.LoadAsync(1);
        await Eventually.TrueAsync(() => Task.FromResult(_queries == 1));
        var late = Enumerable.Range(2, 300).Select(batcher.LoadAsync).ToList();
        first.SetResult();

        Assert.Equal(2, await early);
        Assert.Equal(2 * Enumerable.Range(2, 300).Sum(), (await Task.WhenAll(late)).Sum());
        Assert.Equal(2, _queries);
    }

    [Fact]
    public async Task A_storm_of_single_look_ups_is_at_most_some_tens_of_queries_a_second()
    {
        var batcher = Doubling(() => Task.CompletedTask);
        var begun = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async worker =>
        {
            for (var n = 0; n < 10; n++) Assert.Equal(2 * worker, await batcher.LoadAsync(worker));
        }));

        Assert.InRange(_queries, 1, 2 + (int)(Stopwatch.GetElapsedTime(begun).TotalMilliseconds / 15));
    }

    [Fact]
    public async Task A_failed_query_fails_those_who_asked_and_not_the_next()
    {
        var batcher = Doubling(() => _queries == 1 ? Task.FromException(new InvalidOperationException("gone")) : Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidOperationException>(() => batcher.LoadAsync(1));
        Assert.Equal(2, await batcher.LoadAsync(1));
    }

    private Batcher<int, int> Doubling(Func<Task> query) => new(async keys =>
    {
        Interlocked.Increment(ref _queries);
        await query();
        return keys.ToDictionary(key => key, key => 2 * key);
    });
}
