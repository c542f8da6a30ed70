using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>Tells everybody who is connected that the database is out of order, and that it works again.</summary>
internal sealed class OutageNotices(DatabaseHealth health, Hub hub) : IHostedService
{
    public const string Database = "database";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        health.Changed += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        health.Changed -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(bool isOut)
    {
        var frame = Frames.Part(isOut, Database);
        foreach (var connection in hub.Connections)
            if (connection.IsAuthenticated) connection.Send(frame);
        frame.Release();
    }
}
