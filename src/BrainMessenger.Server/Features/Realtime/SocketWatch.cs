using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>One timer for all sockets: no hello within five seconds, a token that ran out, and the end of the server.</summary>
internal sealed class SocketWatch(Hub hub, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SocketWatch> log) : Worker(time, log)
{
    private static readonly TimeSpan _helloWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Sockets hold their requests open: unless they are told first, stopping waits for them.
        lifetime.ApplicationStopping.Register(CloseAll);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_every, Time);
        while (await timer.WaitForNextTickAsync(ct)) Look(Time.GetUtcNow());
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
