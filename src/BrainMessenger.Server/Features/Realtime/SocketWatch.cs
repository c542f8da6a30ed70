namespace BrainMessenger.Server.Features.Realtime;

/// <summary>One timer for all sockets: no hello within five seconds, a token that ran out, and the end of the server.</summary>
internal sealed class SocketWatch(Hub hub, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _helloWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Sockets hold their requests open: unless they are told first, stopping waits for them.
        lifetime.ApplicationStopping.Register(CloseAll);
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look(time.GetUtcNow());
    }

    private void Look(DateTimeOffset now)
    {
        foreach (var connection in hub.Connections)
        {
            if (!connection.IsAuthenticated && now - connection.ConnectedAt > _helloWithin) _ = connection.CloseAsync(CloseCodes.NoToken, "no hello");
            else if (connection.IsAuthenticated && now > connection.TokenExpiresAt) _ = connection.CloseAsync(CloseCodes.NoToken, "token expired");
        }
    }

    private void CloseAll()
    {
        foreach (var connection in hub.Connections) _ = connection.CloseAsync(CloseCodes.Restarting, "restarting");
    }
}
