using System.Diagnostics;

namespace BrainMessenger.Bench.Load;

/// <summary>How long the parts of a measurement take.</summary>
internal sealed record LoadTimes(TimeSpan WarmUp, TimeSpan Measure, TimeSpan Settle);

/// <summary>A running server that is measured: the product's or a probe.</summary>
internal sealed class Target : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly int? _postmaster;

    private Target(Process process, Uri address, World world, int? postmaster)
    {
        _process = process;
        _postmaster = postmaster;
        Address = address;
        World = world;
    }

    public Uri Address { get; }

    public World World { get; }

    public int Pid => _process.Id;

    /// <summary>µs so far.</summary>
    public double ServerCpu => ProcessFigures.CpuOf(Pid);

    /// <summary>µs so far; nothing where the database is a part of the server.</summary>
    public double DatabaseCpu => _postmaster is { } pid ? ProcessFigures.CpuOfPostgres(pid) : 0;

    /// <summary>Starts a server and waits for the line that names its address.</summary>
    public static async Task<Target> StartAsync(ProcessStartInfo start, World world, int? postmaster, CancellationToken ct)
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
            return new Target(process, new Uri(line[(at + 7)..].Trim()), world, postmaster);
        }

        throw new InvalidOperationException($"{start.FileName} ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
