using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BrainMessenger.Browser.Ground;

/// <summary>The release build as a process, on a port and in a folder of its own, with the embedded parts where a kind names no others.</summary>
public abstract class RealServer : IAsyncLifetime
{
    private const int PortTaken = 11;

    /// <summary>Characters: a stack trace, so that its end is seen at once.</summary>
    private const int LastWords = 2_000;

    private readonly StringBuilder _output = new();
    private Process? _process;
    private int _port;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public string MailFolder => Path.Combine(Folder, "mail");

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>How the server ended and what it said at last; null while it runs.</summary>
    public string? End => _process is { HasExited: true } ? $"The server ended with {_process.ExitCode}: {Output[^Math.Min(Output.Length, LastWords)..]}" : null;

    public virtual async ValueTask InitializeAsync()
    {
        // Another program may take the port between the look and the start: then another one.
        do _port = FreePort();
        while (!await TryStartAsync());
    }

    /// <summary>What an operator types beside the running server, with its configuration.</summary>
    public async Task RunVerbAsync(params string[] verbs)
    {
        using var verb = Start(verbs);
        var said = await Task.WhenAll(verb.StandardOutput.ReadToEndAsync(), verb.StandardError.ReadToEndAsync());
        await verb.WaitForExitAsync();
        Assert.True(verb.ExitCode == 0, string.Concat(said));
    }

    /// <summary>What the server has used of the machine so far: CPU time, and the bytes of memory it holds now.</summary>
    public (TimeSpan Cpu, long Memory) Used()
    {
        _process!.Refresh();
        return (_process.TotalProcessorTime, _process.WorkingSet64);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is not null)
        {
            if (!_process.HasExited) await KillProcessAsync();
            _process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    protected string Folder { get; } = Directory.CreateTempSubdirectory("brainmessenger-browser-").FullName;

    /// <summary>More than where to listen and where to keep things; nothing, unless a story needs it.</summary>
    protected virtual IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>();

    /// <summary>No warning and no clean-up: what kill -9, or the power, does.</summary>
    protected async Task KillProcessAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>False where the port was taken meanwhile.</summary>
    protected async Task<bool> TryStartAsync()
    {
        _process?.Dispose();
        lock (_output) _output.Clear();
        _process = Start();
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var state = await Until.FoundAsync(() => _process.HasExited ? "ended" : Output.Contains("is ready", StringComparison.Ordinal) ? "ready" : null, "The server's start", 60);
        if (state == "ready") return true;

        await _process.WaitForExitAsync();
        return _process.ExitCode == PortTaken ? false : throw new InvalidOperationException(End);
    }

    private Process Start(params string[] verbs)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Server, .. verbs])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PORT"] = $"{_port}", ["DATA_DIR"] = Folder },
        };
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
    }

    /// <summary>Below 32768: above it the kernel hands out ports of its own accord.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                continue;
            }
        }
    }
}
