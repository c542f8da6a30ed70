namespace BrainMessenger.Tests.Features.Files;

/// <summary>
/// What people and the operator are told when the store fails, at each step of a file's way; nothing is reported as done
/// that was not, afterwards the same step succeeds, and the clean-up leaves nothing behind.
/// </summary>
[Trait("Store", "S3")]
public sealed class StoreFaultTests
{
    /// <summary>Most of it is waiting, so the steps go side by side, each with a store of its own.</summary>
    [Fact]
    public async Task Whatever_fails_at_whichever_step_is_said_honestly_and_leaves_nothing_behind()
    {
        var seen = (await Task.WhenAll(StoreFaultTable.Steps.Select(SeenAtAsync))).SelectMany(step => step).ToList();

        Assert.Empty(seen.Where(one => one.Wrong is not null).Select(one => $"{one.Fault}, {one.Step}: {one.Wrong}"));
        await StoreFaultTable.WriteAsync(seen);
    }

    private static async Task<IReadOnlyList<StoreFaultSeen>> SeenAtAsync(string step)
    {
        await using var failing = new FailingStore();
        await failing.InitializeAsync();
        return await new StoreFaultStep(failing, step).RunAsync();
    }
}
