using System.Threading.Channels;

namespace BrainMessenger.Client;

/// <summary>Fetches what is missing, for up to 100 chats in one request, until each chat's position is its head.</summary>
internal sealed class GapFiller(BrainMessengerClient client, ChatSocketOptions options, SocketState state)
{
    private const int MostChats = 100;

    /// <summary>The server ends an answer here, so that a chat without entries may just not have had its turn.</summary>
    private const int MostEntries = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _wanted = [];
    private readonly HashSet<Guid> _delayed = [];
    private readonly Channel<bool> _signal =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Want(IEnumerable<Guid> chats)
    {
        lock (_gate) _wanted.UnionWith(chats);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Fetches after a while if the hole is still there: entries may overtake each other.</summary>
    public async Task WantLaterAsync(Guid chatId, CancellationToken ct)
    {
        lock (_gate)
            if (!_delayed.Add(chatId)) return;

        await Task.Delay(options.GapDelay, client.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate) _delayed.Remove(chatId);
        if (!ct.IsCancellationRequested && state.HasGap(chatId)) Want([chatId]);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            await _signal.Reader.ReadAsync(ct);
            while (Next() is { Count: > 0 } chats)
            {
                try
                {
                    await FetchAsync(chats, ct);
                    failures = 0;
                }
                catch (Exception error) when (error is ApiException or HttpRequestException or IOException
                    || (error is OperationCanceledException && !ct.IsCancellationRequested))
                {
                    Want(chats);
                    var delay = (error as ApiException)?.RetryAfter ?? options.ReconnectDelay(failures++);
                    await Task.Delay(delay, client.Time, ct);
                }
            }
        }
    }

    private List<Guid> Next()
    {
        lock (_gate)
        {
            List<Guid> chats = [.. _wanted.Take(MostChats)];
            _wanted.ExceptWith(chats);
            return chats;
        }
    }

    private async Task FetchAsync(List<Guid> chats, CancellationToken ct)
    {
        var since = state.PositionsOf(chats);
        if (since.Count == 0) return;
        var answer = await client.Messages.LogsAsync(since, ct);
        var cutOff = answer.Chats.Values.Sum(log => log.Entries.Count) >= MostEntries;
        Want(state.Accept(since, answer, cutOff));
    }
}
