using System.Net;
using BrainMessenger.Server.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests.Platform;

/// <summary>What fails beside the requests begins again, and the server stays.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task Work_that_fails_is_told_and_begins_again_and_the_server_goes_on()
    {
        using var log = new KeptLog();
        await using var server = await Server.StartAsync(services => services.AddSingleton<ILoggerProvider>(log).AddSingleton<Clumsy>().AddHostedService(provider => provider.GetRequiredService<Clumsy>()));
        var clumsy = server.Services.GetRequiredService<Clumsy>();

        foreach (var runs in new[] { 1, 2, 3 })
        {
            await Eventually.TrueAsync(() => Task.FromResult(clumsy.Runs >= runs && log.Lines.Count(line => line.Contains("Clumsy failed", StringComparison.Ordinal)) == Math.Min(clumsy.Runs, 2)));
            server.Clock.Advance(TimeSpan.FromSeconds(5.1));
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>Fails, then gives up as what waits for others does, and then works.</summary>
    private sealed class Clumsy(TimeProvider time, ILogger<Clumsy> log) : Worker(time, log)
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        protected override async Task RunAsync(CancellationToken ct)
        {
            var run = Interlocked.Increment(ref _runs);
            if (run == 1) throw new InvalidOperationException("It fell.");
            if (run == 2) throw new TaskCanceledException("Nobody answered.");
            await new TaskCompletionSource().Task.WaitAsync(ct);
        }
    }
}
