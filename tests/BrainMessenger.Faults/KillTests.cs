namespace BrainMessenger.Faults;

/// <summary>Beside each other, since each spends most of its time waiting.</summary>
[Trait("Engine", "Sqlite")]
public sealed class KillOnSqliteTests(ITestOutputHelper output) : KillTests(output)
{
    [Fact]
    public Task Nothing_acknowledged_is_lost_or_doubled_by_kills_on_sqlite() => KillAsync("sqlite");
}

[Trait("Engine", "Postgres")]
public sealed class KillOnPostgresTests(ITestOutputHelper output) : KillTests(output)
{
    [Fact]
    public Task Nothing_acknowledged_is_lost_or_doubled_by_kills_on_postgres() => KillAsync("postgres");
}

/// <summary>The real server process is killed at random moments while people write.</summary>
public abstract class KillTests(ITestOutputHelper output)
{
    private protected async Task KillAsync(string engine)
    {
        var outcome = await KillRun.RunAsync(KillPlan.For(engine), TestContext.Current.CancellationToken);

        output.WriteLine(outcome.ToString());
        FaultTable.Add(outcome.ToRow("kill -9 at random"));
        Assert.True(outcome.Report.IsClean, outcome.ToString());
        Assert.True(outcome.AcknowledgedPerSecond >= 100, $"Too little load to prove anything: {outcome}");
        Assert.True(outcome.UnderWay >= outcome.Plan.Kills * 0.8, $"Too few kills met a send under way: {outcome}");
    }
}
