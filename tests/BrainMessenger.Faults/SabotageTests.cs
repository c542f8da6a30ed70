using BrainMessenger.Checker;

namespace BrainMessenger.Faults;

/// <summary>Servers with one promise taken out each: a run that stays green with them would prove nothing.</summary>
[Trait("Run", "Full"), Trait("Engine", "Sqlite")]
public sealed class SabotageTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("acknowledged-before-commit", Damage.Lost)]
    [InlineData("repeats-unknown", Damage.Doubled)]
    [InlineData("counter-outside-transaction", Damage.Hole)]
    [InlineData("shown-before-commit", Damage.Diverged, Damage.Repeated)]
    [InlineData("batch-reversed", Damage.Reordered)]
    [InlineData("repeat-answered-anew", Damage.Lost)]
    [InlineData("membership-kept", Damage.Leaked)]
    public async Task A_sabotaged_server_turns_the_run_red(string sabotage, params Damage[] damages)
    {
        var folder = Directory.CreateTempSubdirectory("brainmessenger-sabotage-");
        try
        {
            var program = await Variant.BuildAsync(sabotage, folder.FullName, TestContext.Current.CancellationToken);
            var plan = KillPlan.For("sqlite") with { Server = program, Kills = 20 };

            var outcome = await KillRun.RunAsync(plan, TestContext.Current.CancellationToken);

            output.WriteLine($"{sabotage}: {outcome}");
            FaultTable.Add(outcome.ToRow($"sabotaged: {sabotage}"));
            Assert.Contains(damages, damage => outcome.Report.Count(damage) > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
