using BrainMessenger.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>What must be in memory before the first request, and the hourly look whether the signing key is due.</summary>
internal sealed class AccountsStart(IDbContextFactory<AppDb> databases, SigningKeyRing keys, EndedSessions ended, TimeProvider time, ILogger<AccountsStart> log) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.LoadAsync(cancellationToken);
        await using (var db = await databases.CreateDbContextAsync(cancellationToken)) await ended.LoadAsync(db, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await RotateAsync(stoppingToken);
    }

    private async Task RotateAsync(CancellationToken ct)
    {
        try
        {
            await keys.RotateWhenDueAsync(ct);
        }
        catch (System.Data.Common.DbException e)
        {
            // A day of margin: the next hours try again.
            log.LogWarning("The token signing key could not be replaced yet ({Cause}). Check that the database runs.", e.Message);
        }
    }
}
