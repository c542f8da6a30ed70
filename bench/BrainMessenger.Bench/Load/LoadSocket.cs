using BrainMessenger.Client;

namespace BrainMessenger.Bench.Load;

/// <summary>A signed-in socket whose frames go to whoever measures.</summary>
internal sealed class LoadSocket : IAsyncDisposable
{
    private readonly RawSocket _socket;
    private Task _reading = Task.CompletedTask;

    private LoadSocket(RawSocket socket) => _socket = socket;

    /// <summary>Called with each object's type and what follows it.</summary>
    public delegate void Reader(ReadOnlySpan<byte> type, ReadOnlySpan<byte> rest);

    /// <summary>Connects and says hello; returns after ready.</summary>
    /// <param name="have">What the client holds, as JSON; nothing when null.</param>
    public static async Task<LoadSocket> ConnectAsync(Uri server, string token, CancellationToken ct, string? have = null)
    {
        var socket = await RawSocket.ConnectAsync(server, options => options.KeepAliveInterval = TimeSpan.Zero, ct);
        await socket.SendAsync($"{{\"type\":\"hello\",\"token\":\"{token}\"{(have is null ? "" : $",\"have\":{have}")}}}", ct);
        var ready = await socket.ReceiveTextAsync(ct);
        if (ready?.Contains("\"type\":\"ready\"", StringComparison.Ordinal) is not true)
            throw new InvalidOperationException($"The server did not say ready but: {ready ?? $"{socket.CloseCode} {socket.CloseReason}"}");
        return new LoadSocket(socket);
    }

    /// <summary>Connects many, some at a time.</summary>
    public static async Task<LoadSocket[]> ConnectAsync(Uri server, IReadOnlyList<string> tokens, CancellationToken ct)
    {
        var sockets = new LoadSocket[tokens.Count];
        await Parallel.ForAsync(0, tokens.Count, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = ct },
            async (i, stop) => sockets[i] = await ConnectAsync(server, tokens[i], stop));
        return sockets;
    }

    public void Read(Reader reader) => _reading = ReadAsync(reader);

    public Task SendAsync(ReadOnlyMemory<byte> frame) => _socket.SendAsync(frame);

    public Task SendAsync(string frame, CancellationToken ct) => _socket.SendAsync(frame, ct);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _socket.DisposeAsync();
    }

    private async Task ReadAsync(Reader reader)
    {
        while (await _socket.ReceiveAsync() is { } frame) Take(frame.Span, reader);
    }

    private static void Take(ReadOnlySpan<byte> frame, Reader reader)
    {
        while (LoadFrame.NextType(ref frame) is { Length: > 0 } type) reader(type, frame);
    }
}
