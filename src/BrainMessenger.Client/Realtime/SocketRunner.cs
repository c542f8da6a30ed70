using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>Keeps one connection up: connect, hello, read until it ends, wait, again.</summary>
internal sealed class SocketRunner : IAsyncDisposable
{
    private const int TokenRefused = 4001;
    private const int SessionEnded = 4003;

    private readonly BrainMessengerClient _client;
    private readonly ChatSocketOptions _options;
    private readonly SocketState _state;
    private readonly Listeners _listeners;
    private readonly GapFiller _gaps;
    private readonly FrameReader _reader;
    private readonly ConnectionWatch _watch;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Connection? _connection;
    private Task? _running;

    public SocketRunner(BrainMessengerClient client, ChatSocketOptions options, SocketState state, Listeners listeners)
    {
        _client = client;
        _options = options;
        _state = state;
        _listeners = listeners;
        _gaps = new GapFiller(client, options, state);
        _watch = new ConnectionWatch(client, options, state);
        _reader = new FrameReader(state, _gaps, listeners, _stop.Token);
    }

    public Task Completion => _running ?? Task.CompletedTask;

    public Task StartAsync(CancellationToken ct)
    {
        if (_running is not null) throw new InvalidOperationException("The socket was started before.");
        if (_client.Session is null) throw new InvalidOperationException("Nobody is signed in.");
        _running = RunAsync();
        return _started.Task.WaitAsync(ct);
    }

    public void Fetch(Guid chatId) => _gaps.Want([chatId]);

    public void Cut() => _connection?.Socket.Abort();

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        Cut();
        await Completion;
        _state.End(new OperationCanceledException("The socket was disposed of before the server answered."));
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var filling = _gaps.RunAsync(_stop.Token);
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            var (wasReady, code, reason, error) = await RunOnceAsync();
            _listeners.Publish(new DisconnectedEvent(code, reason));
            if (code is SessionEnded || error is ApiException { Status: HttpStatusCode.Unauthorized })
            {
                EndSession(error ?? SignedOut());
                break;
            }

            if (wasReady) failures = 0;
            await Task.Delay(_options.ReconnectDelay(failures++), _client.Time, _stop.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _started.TrySetCanceled();
        await filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static ApiException SignedOut() =>
        new(HttpStatusCode.Unauthorized, "auth.required", "The session has ended.");

    private void EndSession(Exception error)
    {
        _listeners.Publish(new SessionEndedEvent());
        _state.End(error);
        _started.TrySetException(error);
        _stop.Cancel();
    }

    private async Task<(bool WasReady, int? Code, string? Reason, Exception? Error)> RunOnceAsync()
    {
        var wasReady = false;
        try
        {
            await using var connection = await ConnectAsync();
            _connection = connection;
            try
            {
                wasReady = await BeginAsync(connection);
                if (wasReady) await ServeAsync(connection);
                if (connection.Socket.CloseCode is TokenRefused) await RenewAsync(connection.Token);
                return (wasReady, connection.Socket.CloseCode, connection.Socket.CloseReason, null);
            }
            finally
            {
                _state.Lost(connection);
            }
        }
        catch (Exception error) when (error is WebSocketException or HttpRequestException or IOException
            or OperationCanceledException or ApiException or JsonException)
        {
            return (wasReady, null, error.Message, error);
        }
    }

    private async Task RenewAsync(string refused)
    {
        if (await _client.Credentials.ReplaceAsync(refused, _stop.Token) is null) throw SignedOut();
    }

    private async Task<Connection> ConnectAsync()
    {
        using var limit = Limit();
        var token = await _client.AccessTokenAsync(limit.Token)
            ?? throw SignedOut();
        return new Connection(new RawSocket(await _options.Connect(RawSocket.AddressOf(_client.Address), limit.Token)), token);
    }

    /// <summary>Says hello and takes the ready frame; false when the server closed instead.</summary>
    private async Task<bool> BeginAsync(Connection connection)
    {
        using var limit = Limit();
        connection.Post(_state.Hello(connection.Token));
        if (await connection.Socket.ReceiveAsync(limit.Token) is not { } first) return false;

        using var document = JsonDocument.Parse(first);
        var ready = FrameReader.Ready(document.RootElement, out var rest);
        var meSeq = _state.MeSeq;
        _gaps.Want(_state.Ready(ready, connection));
        foreach (var frame in rest) _reader.Read(frame);
        if (meSeq < ready.MeHead) await FetchMeAsync(meSeq.Value, limit.Token);
        _started.TrySetResult();
        return true;
    }

    private async Task ServeAsync(Connection connection)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var checking = _watch.RunAsync(connection, ended.Token);
        try
        {
            while (await connection.Socket.ReceiveAsync(_stop.Token) is { } bytes)
            {
                using var document = JsonDocument.Parse(bytes);
                _reader.Read(document.RootElement);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await checking;
        }
    }

    private async Task FetchMeAsync(long since, CancellationToken ct)
    {
        foreach (var change in (await _client.Me.LogAsync(since, ct)).Entries) _reader.Me(change);
    }

    private CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_options.ConnectTimeout);
        return limit;
    }
}
