using System.Diagnostics;

namespace BrainMessenger.Bench.Load;

/// <summary>How long the parts of a measurement take.</summary>
internal sealed record LoadTimes(TimeSpan WarmUp, TimeSpan Measure, TimeSpan Settle);

/// <summary>A running server that is measured: the product's or a probe.</summary>
internal sealed class Target : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(2);

    /// <summary>Of one core.</summary>
    private const double Idle = 0.05;

    private readonly ProcessStartInfo _start;
    private readonly TargetDatabase? _database;
    private Process _process;

    private Target(ProcessStartInfo start, Process process, Uri address, World world, TargetDatabase? database)
    {
        (_start, _process, _database) = (start, process, database);
        Address = address;
        World = world;
    }

    public Uri Address { get; private set; }

    public World World { get; }

    public int Pid => _process.Id;

    /// <summary>µs so far.</summary>
    public double ServerCpu => ProcessFigures.CpuOf(Pid);

    /// <summary>µs so far; nothing where the database is a part of the server.</summary>
    public double DatabaseCpu => _database?.Postmaster is { } pid ? ProcessFigures.CpuOfPostgres(pid) : 0;

    /// <summary>Starts a server and waits for the line that names its address.</summary>
    public static async Task<Target> StartAsync(ProcessStartInfo start, World world, TargetDatabase? database, CancellationToken ct)
    {
        var (process, address) = await StartAsync(start, ct);
        return new Target(start, process, address, world, database);
    }

    /// <summary>Kills the server without a warning and starts it again; its address may be another one.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await StopAsync();
        (_process, Address) = await StartAsync(_start, ct);
    }

    /// <summary>Waits until what the last load left behind is done: the search index follows the log in its own time.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        double busy;
        do
        {
            var (before, cpu) = (Stopwatch.GetTimestamp(), ServerCpu + DatabaseCpu);
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            busy = (ServerCpu + DatabaseCpu - cpu) / Stopwatch.GetElapsedTime(before).TotalMicroseconds;
        }
        while (busy > Idle && Stopwatch.GetElapsedTime(started) < SettleLimit);
    }

    /// <summary>Transactions of the database so far; none where it is a part of the server.</summary>
    public Task<long?> TransactionsAsync(CancellationToken ct) => _database is { } database ? database.TransactionsAsync(ct) : Task.FromResult<long?>(null);

    private static async Task<(Process Process, Uri Address)> StartAsync(ProcessStartInfo start, CancellationToken ct)
    {
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            var at = line.IndexOf("ready: http", StringComparison.Ordinal);
            if (at < 0) continue;
            // Whoever does not read on stops a server that writes.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return (process, new Uri(line[(at + 7)..].Trim()));
        }

        throw new InvalidOperationException($"{start.FileName} ended before it was ready.");
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StopAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
