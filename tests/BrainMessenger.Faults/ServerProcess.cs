using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace BrainMessenger.Faults;

/// <summary>The real server as a process of its own, at one address over all its lives.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _environment;
    private Process? _process;

    public ServerProcess(string dataDir, string? databaseUrl)
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}");
        DataDir = dataDir;
        _environment = new()
        {
            ["PORT"] = $"{port}",
            ["DATA_DIR"] = dataDir,
            ["RATE_LIMITS"] = "off",
        };
        if (databaseUrl is not null) _environment["NEON_DATABASE_URL"] = databaseUrl;
    }

    public Uri Address { get; }

    public string DataDir { get; }

    /// <summary>Starts it and waits for the line that says ready.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "brainmessenger"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataDir,
        };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.Contains("is ready", StringComparison.Ordinal)) continue;
            // Whoever does not read on stops a server that writes.
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return;
        }

        throw new InvalidOperationException($"The server ended before it was ready: {await errors}");
    }

    /// <summary>SIGKILL, and waits until the kernel has taken everything back.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
    }

    /// <summary>Below the ports that the kernel hands out by itself, so that it is still free for the next life.</summary>
    private static int FreePort()
    {
        for (var tries = 0; ; tries++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException) when (tries < 50)
            {
                // Taken: try another.
            }
        }
    }
}
