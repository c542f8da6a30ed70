using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BrainMessenger.Faults;

/// <summary>The release build of <c>./dev publish</c>, or a server that was built to fail, as a process of its own at one address over all its lives.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private const int MostWords = 100;

    private readonly Queue<string> _words = [];
    private readonly Dictionary<string, string> _environment;
    private readonly string _program;
    private Process? _process;

    /// <param name="program">Folder of a server that was built to fail; the release build where null.</param>
    public ServerProcess(string? program, string dataDir, string? databaseUrl)
    {
        _program = Path.Combine(program ?? Sources.PathOf("artifacts/server"), "brainmessenger");
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

    /// <summary>A program and its arguments that runs the server and looks on; it ends when the server does.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public Uri Address { get; }

    public string DataDir { get; }

    /// <summary>The end of what it wrote to the console, over all its lives.</summary>
    public string LastWords
    {
        get
        {
            lock (_words) return string.Join('\n', _words);
        }
    }

    /// <summary>Starts it and waits for the line that says ready.</summary>
    /// <param name="point">Where it shall kill itself, and at which time that it comes there: name:n.</param>
    public async Task StartAsync(CancellationToken ct, string? point = null)
    {
        IReadOnlyList<string> command = [.. Under, _program];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataDir,
        };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        if (point is not null) start.Environment["FAULT_POINT"] = point;
        _process = Process.Start(start)!;
        var errors = ListenAsync(_process.StandardError);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            Note(line);
            if (!line.Contains("is ready", StringComparison.Ordinal)) continue;
            // Whoever does not read on stops a server that writes.
            _ = ListenAsync(_process.StandardOutput);
            return;
        }

        await errors;
        throw new InvalidOperationException($"The server ended before it was ready:\n{LastWords}");
    }

    /// <summary>SIGKILL, and waits until the kernel has taken everything back.</summary>
    public async Task KillAsync()
    {
        if (Under.Count == 0) _process!.Kill();
        else KillChildren(_process!.Id);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Waits until it has killed itself.</summary>
    public async Task EndedAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        await _process!.WaitForExitAsync(limit.Token);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
    }

    private async Task ListenAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line) Note(line);
    }

    private void Note(string line)
    {
        lock (_words)
        {
            if (_words.Count == MostWords) _words.Dequeue();
            _words.Enqueue(line);
        }
    }

    /// <summary>Whoever looks on lets the server live when he is killed himself, and ends when it has ended.</summary>
    private static void KillChildren(int parent)
    {
        var list = new FileInfo($"/proc/{parent}/task/{parent}/children");
        if (!list.Exists) return;
        foreach (var child in File.ReadAllText(list.FullName).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var server = Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture));
            server.Kill();
        }
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
