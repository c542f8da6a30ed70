namespace BrainMessenger.Bench.Load;

/// <summary>Many sockets that say nothing: what one costs in memory, and its connect in CPU.</summary>
internal static class IdleSockets
{
    /// <summary>Connected first, so that code and pools are not counted.</summary>
    private const int Warm = 200;

    public static async Task<Figures> RunAsync(Target target, int count, LoadTimes times, CancellationToken ct)
    {
        // What a measurement before left in the pools would be taken for room.
        await target.RestartAsync(ct);
        var warm = await LoadSocket.ConnectAsync(target.Address, [.. target.World.Tokens.Take(Warm)], ct);
        await Task.Delay(times.Settle, ct);
        var memory = ProcessFigures.MemoryOf(target.Pid);
        var connected = 0L;
        var window = new Window(target, () => connected);
        window.Start();
        var sockets = await LoadSocket.ConnectAsync(target.Address, [.. target.World.Tokens.Skip(Warm).Take(count)], ct);
        connected = sockets.Length;
        var figures = window.Stop();
        await Task.Delay(2 * times.Settle, ct);
        figures = figures with { Memory = (ProcessFigures.MemoryOf(target.Pid) - memory) / (double)sockets.Length };
        foreach (var socket in sockets.Concat(warm)) await socket.DisposeAsync();
        return figures;
    }
}
