using System.Collections.Concurrent;
using System.Globalization;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>
/// For each member the list equals the log restricted to the stays, dense and in order, nothing twice, whatever people do
/// at the same time and however often their connections break. PROPERTY_SEED and PROPERTY_HISTORIES repeat a run.
/// </summary>
public sealed class LogPropertyTests(Server server, ITestOutputHelper output) : IClassFixture<Server>
{
    private const int Operations = 500;
    private const int SideBySide = 12;

    [Fact]
    public async Task Every_member_reads_the_log_of_his_stays()
    {
        var first = Number("PROPERTY_SEED") ?? Random.Shared.Next(1, 1_000_000);
        var histories = Number("PROPERTY_HISTORIES") ?? 200;
        var broken = new ConcurrentQueue<string>();
        var acknowledged = 0;

        await Parallel.ForAsync(
            first,
            first + histories,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = TestContext.Current.CancellationToken },
            async (seed, ct) =>
            {
                var report = await RandomHistory.RunAsync(server, seed, Operations, ct);
                Interlocked.Add(ref acknowledged, report.Acknowledged);
                if (!report.IsClean) broken.Enqueue($"seed {seed}: {report}");
            });

        output.WriteLine($"{histories} histories of {Operations} operations from seed {first}: {acknowledged} sends acknowledged, {broken.Count} histories broken");
        Assert.True(broken.IsEmpty, $"PROPERTY_SEED={first}\n{string.Join('\n', broken)}");
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
