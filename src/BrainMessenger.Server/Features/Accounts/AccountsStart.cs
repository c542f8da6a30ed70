using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform.Configuration;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>What must be in memory before the first request, the set-up link, and the hourly look whether the signing key is due.</summary>
internal sealed class AccountsStart(IServiceScopeFactory scopes, SigningKeyRing keys, EndedSessions ended, TimeProvider time, ILogger<AccountsStart> log) : Worker(time, log)
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.LoadAsync(cancellationToken);
        await using (var scope = scopes.CreateAsyncScope())
        {
            await ended.LoadAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), cancellationToken);
            if (await scope.ServiceProvider.GetRequiredService<SetupCodes>().RenewAsync(cancellationToken) is { } code)
                Console.WriteLine($"There is no admin yet. Whoever signs up with this link becomes one (it works once, until the next start): {SetupLink(scope.ServiceProvider, code)}");
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), Time);
        // At once as well: this may begin late on a busy machine, and what became due before the timer was made has no tick.
        do await RotateAsync(ct);
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>Behind the #, so that no proxy's log ever holds the code.</summary>
    private static Uri SetupLink(IServiceProvider services, string code) => new(services.GetRequiredService<Settings>().PublicUrl, "setup#" + code);

    private async Task RotateAsync(CancellationToken ct)
    {
        try
        {
            await keys.RotateWhenDueAsync(ct);
        }
        catch (Exception e) when (DatabaseFaults.Of(e) is not null)
        {
            // A day of margin: the next hours try again.
            Log.LogWarning("The token signing key could not be replaced yet ({Cause}). Check that the database runs.", e.Message);
        }
    }
}
