using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Browser.Ground;

/// <summary>
/// The release build as a process of its own, with the embedded parts, on a port and a folder that stay the same when it is
/// killed and started again.
/// </summary>
public class RealServer : IAsyncLifetime
{
    private const int PortTaken = 11;

    /// <summary>Characters: a stack trace, so that its end is seen at once.</summary>
    private const int LastWords = 2_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("brainmessenger-browser-").FullName;
    private readonly StringBuilder _output = new();
    private Process? _process;
    private int _port;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public string MailFolder => Path.Combine(_folder, "mail");

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

    /// <summary>No warning and no clean-up: what kill -9, or the power, does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync()) throw new InvalidOperationException($"Port {_port} was taken meanwhile.");
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

    /// <summary>A copy of everything that was said so far, as a backup has it.</summary>
    public async Task BackUpAsync()
    {
        await using var connection = await OpenDatabaseAsync();
        await ExecuteAsync(connection, "vacuum into $file", ("$file", BackupFile));
    }

    /// <summary>With the server gone: what was said since the backup never was. A restore makes another epoch.</summary>
    public async Task RestoreAsync()
    {
        foreach (var file in Directory.GetFiles(_folder, "messenger.db*")) File.Delete(file);
        File.Move(BackupFile, DatabaseFile);
        await using var connection = await OpenDatabaseAsync();
        await ExecuteAsync(connection, "update epoch set id = $id", ("$id", Guid.CreateVersion7().ToByteArray()));
    }

    /// <summary>Nobody should wait a minute in each run: the server reads from its database when another code may be asked for.</summary>
    public async Task EndPauseOfCodesAsync(string email)
    {
        await using var connection = await OpenDatabaseAsync();
        Assert.Equal(1, await ExecuteAsync(connection, "update registrations set next_code_at = next_code_at - 60000 where email = $email", ("$email", email)));
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is not null)
        {
            if (!_process.HasExited) await KillAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>More than where to listen and where to keep things; nothing, unless a story needs it.</summary>
    protected virtual IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>();

    private string DatabaseFile => Path.Combine(_folder, "messenger.db");

    private string BackupFile => Path.Combine(_folder, "backup.db");

    private async Task<SqliteConnection> OpenDatabaseAsync()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<int> ExecuteAsync(SqliteConnection connection, string sql, (string Name, object Value) parameter)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        return await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> TryStartAsync()
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
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PORT"] = $"{_port}", ["DATA_DIR"] = _folder },
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
