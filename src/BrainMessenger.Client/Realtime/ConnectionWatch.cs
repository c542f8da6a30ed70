namespace BrainMessenger.Client;

/// <summary>Hands a renewed token on before the server misses it, and gives a silent connection up.</summary>
internal sealed class ConnectionWatch(BrainMessengerClient client, ChatSocketOptions options, SocketState state)
{
    public async Task RunAsync(Connection connection, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(options.CheckInterval, client.Time, ct)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ct.IsCancellationRequested) return;
            if (state.IsStuck()) connection.Socket.Abort();
            await RenewTokenAsync(connection, ct);
        }
    }

    private async Task RenewTokenAsync(Connection connection, CancellationToken ct)
    {
        try
        {
            if (await client.AccessTokenAsync(ct) is not { } token || token == connection.Token) return;
            connection.Token = token;
            connection.Post(Frames.Token(token));
        }
        catch (Exception error) when (error is ApiException or HttpRequestException or OperationCanceledException)
        {
            // Tried again at the next check; a session that has ended is told by the server's close code.
        }
    }
}
