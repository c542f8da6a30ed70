using System.Net.WebSockets;
using System.Security.Cryptography;

namespace BrainMessenger.Client;

/// <summary>How a <see cref="ChatSocket"/> waits and connects; the defaults are those of the protocol.</summary>
public sealed record ChatSocketOptions
{
    /// <summary>
    /// How long to wait before the n-th try in a row, from 0: a random time of up to 5 s, then of 5 to
    /// 10 s, doubling to 30 to 60 s, so that a restarted server is not run over.
    /// </summary>
    public Func<int, TimeSpan> ReconnectDelay { get; init; } = RandomDelay;

    /// <summary>How long a gap in a chat may stand before it is fetched: entries may overtake each other.</summary>
    public TimeSpan GapDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A send without an answer for this long means that the connection is dead.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connect, the ready frame included, may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often tokens and unanswered sends are looked at.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What to do with a chat that was not followed when its first entry comes: true fetches its log from the
    /// beginning, false begins with that entry.
    /// </summary>
    public bool NewChatsFromStart { get; init; }

    /// <summary>Opens the connection; a test server puts its own in place.</summary>
    public Func<Uri, CancellationToken, Task<WebSocket>> Connect { get; init; } = ConnectAsync;

    private static async Task<WebSocket> ConnectAsync(Uri address, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        try
        {
            await socket.ConnectAsync(address, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static TimeSpan RandomDelay(int attempt)
    {
        var most = Math.Min(60_000, 5_000 << Math.Min(attempt, 4));
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(attempt == 0 ? 0 : most / 2, most + 1));
    }
}
