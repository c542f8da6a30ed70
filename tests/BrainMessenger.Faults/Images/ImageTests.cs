namespace BrainMessenger.Faults.Images;

/// <summary>Power cuts on SQLite, rebuilt from the server's own calls; too long for every change.</summary>
[Trait("Run", "Full"), Trait("Engine", "Sqlite")]
public sealed class ImageTests(ITestOutputHelper output)
{
    private const int Sends = 450;

    [Fact]
    public async Task No_power_cut_takes_what_was_acknowledged_on_sqlite()
    {
        var outcome = await ImageRun.RunAsync(null, Sends, KillPlan.For("sqlite").Seed, TestContext.Current.CancellationToken);

        output.WriteLine(outcome.ToString());
        FaultTable.Add(outcome.ToRow("power cut"));
        Assert.Equal((0, 0), (outcome.Lost, outcome.Broken));
        Assert.True(outcome.Images >= 2_000, outcome.ToString());
    }

    [Fact]
    public async Task A_server_that_does_not_sync_is_found_out_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("brainmessenger-sabotage-");
        var program = await Variant.BuildAsync("synchronous-off", folder.FullName, TestContext.Current.CancellationToken);

        var outcome = await ImageRun.RunAsync(program, 40, KillPlan.For("sqlite").Seed, TestContext.Current.CancellationToken);

        output.WriteLine($"synchronous-off: {outcome}");
        FaultTable.Add(outcome.ToRow("sabotaged: synchronous-off, power cut"));
        Assert.True(outcome.Lost > 0, outcome.ToString());
        folder.Delete(recursive: true);
    }
}
