namespace BrainMessenger.Faults;

/// <summary>The disk under SQLite refuses for a while (strace answers in its place); too long for every change.</summary>
[Trait("Run", "Full"), Trait("Engine", "Sqlite")]
public sealed class DiskTests(ITestOutputHelper output)
{
    /// <summary>Calls of one thread that fail, after as many that did not.</summary>
    [Theory]
    [InlineData("pwrite64", "ENOSPC", "1500..1520")]
    [InlineData("pwrite64", "EIO", "1500..1520")]
    [InlineData("fsync,fdatasync", "EIO", "300..320")]
    public async Task A_disk_that_refuses_for_a_while_takes_nothing_on_sqlite(string call, string error, string when)
    {
        var life = TimeSpan.FromSeconds(20);
        using var calls = new TemporaryFile();
        var plan = KillPlan.For("sqlite") with
        {
            Kills = 0,
            ShortestLife = life,
            LongestLife = life,
            Under = ["strace", "-f", "-qq", "-s", "0", "-o", calls.Path, "-e", $"trace={call}", "-e", "signal=none", "-e", $"inject={call}:error={error}:when={when}"],
        };

        var outcome = await KillRun.RunAsync(plan, TestContext.Current.CancellationToken);

        output.WriteLine($"{call} {error}: {outcome}");
        FaultTable.Add(outcome.ToRow($"{call} fails with {error}"));
        Assert.True(outcome.Report.IsClean, outcome.ToString());
        Assert.True(File.ReadLines(calls.Path).Count(line => line.EndsWith("(INJECTED)", StringComparison.Ordinal)) >= 10, "The disk hardly refused anything.");
        Assert.True(outcome.Report.Acknowledged > 1_000, $"The server did not go on: {outcome}");
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
