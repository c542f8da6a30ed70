
namespace BrainMessenger.Faults;

/// <summary>A server that kills itself at named points of a send's way (Builds/points.patch); too long for every change.</summary>
[Trait("Run", "Full")]
public sealed class PointTests(ITestOutputHelper output, PointServer server) : IClassFixture<PointServer>
{
    public static readonly TheoryData<string> Points = ["read", "in-transaction", "committing", "committed", "acknowledged", "half-delivered", "delivered"];

    [Theory]
    [MemberData(nameof(Points)), Trait("Engine", "Sqlite")]
    public Task Nothing_is_lost_or_doubled_by_a_death_there_on_sqlite(string point) => DieAsync("sqlite", point);

    [Theory]
    [MemberData(nameof(Points)), Trait("Engine", "Postgres")]
    public Task Nothing_is_lost_or_doubled_by_a_death_there_on_postgres(string point) => DieAsync("postgres", point);

    private async Task DieAsync(string engine, string point)
    {
        var plan = KillPlan.For(engine) with { Server = server.Program, Point = point, Kills = 20 };

        var outcome = await KillRun.RunAsync(plan, TestContext.Current.CancellationToken);

        output.WriteLine($"{point}: {outcome}");
        FaultTable.Add(outcome.ToRow($"dies at: {point}"));
        Assert.True(outcome.Report.IsClean, outcome.ToString());
    }
}

public sealed class PointServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("brainmessenger-points-");

    public string Program { get; private set; } = "";

    public async ValueTask InitializeAsync() => Program = await Variant.BuildAsync("points", _folder.FullName, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
