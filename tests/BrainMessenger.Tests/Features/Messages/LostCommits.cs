using System.Data.Common;
using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>Commits of ordinary writes that happen while their answers do not come.</summary>
internal sealed class LostCommits : DbTransactionInterceptor
{
    private int _lost;

    public static async Task<(Server Server, LostCommits Commits)> StartAsync()
    {
        var commits = new LostCommits();
        var server = await Server.StartAsync(services =>
        {
            services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(commits));
            services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(commits));
        });
        return (server, commits);
    }

    public void LoseAnswers(int count) => Volatile.Write(ref _lost, count);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Interlocked.Decrement(ref _lost) >= 0 ? throw new TimeoutException("The answer did not come.") : Task.CompletedTask;
}
