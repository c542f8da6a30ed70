using System.Collections.Concurrent;
using System.Diagnostics;
using BrainMessenger.Checker;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>One person with one socket, who writes in several chats and takes down everything that happens.</summary>
internal sealed class Talker : IAsyncDisposable
{
    private const int MostUnderWay = 8;

    private readonly Lock _speaking = new();
    private readonly BrainMessengerClient _client;
    private readonly ChatSocket _socket;
    private readonly History _history;
    private readonly int _process;
    private readonly ConcurrentDictionary<Guid, Guid> _underWay = new();
    private readonly ConcurrentQueue<TimeSpan> _times = new();
    private Task _listening = Task.CompletedTask;

    public Talker(BrainMessengerClient client, Guid userId, int process, History history)
    {
        _client = client;
        _process = process;
        _history = history;
        UserId = userId;
        _socket = new ChatSocket(client, new ChatSocketOptions
        {
            ReconnectDelay = attempt => TimeSpan.FromMilliseconds(Random.Shared.Next(20, 150)),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        });
    }

    public Guid UserId { get; }

    public BrainMessengerClient Client => _client;

    /// <summary>The stream of its socket claims to be whole.</summary>
    public int Stream => 1_000 + _process;

    public int UnderWay => _underWay.Count;

    /// <summary>How long each acknowledged send took.</summary>
    public IReadOnlyCollection<TimeSpan> Times => _times;

    public async Task StartAsync(IEnumerable<Guid> chats, CancellationToken ct)
    {
        foreach (var chat in chats) _socket.Follow(chat, 0);
        var listener = _socket.Listen();
        _listening = ListenAsync(listener);
        await _socket.StartAsync(ct);
    }

    /// <summary>Writes one message after the other at a pace, until told to stop; several may be under way.</summary>
    public async Task TalkAsync(IReadOnlyList<Guid> chats, Random random, TimeSpan pace, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(pace);
        while (await TicksAsync(timer, stop))
            if (_underWay.Count < MostUnderWay) Say(chats[random.Next(chats.Count)], random.Next(200));
    }

    /// <summary>
    /// Writes a message of about that length and does not wait for its answer. One after the other: two at the same moment
    /// could be noted in one order and sent in the other.
    /// </summary>
    public void Say(Guid chat, int length)
    {
        var cid = Guid.CreateVersion7();
        _underWay[cid] = chat;
        lock (_speaking) _ = SendAsync(chat, cid, $"{cid}: {new string('x', length)}");
    }

    /// <summary>Ends when everything was answered.</summary>
    public Task AnsweredAsync(CancellationToken ct) => Wait.UntilAsync(() => _underWay.IsEmpty, $"the answers to {UserId}", ct);

    /// <summary>Ends when the socket has shown everything up to these positions.</summary>
    public Task CaughtUpAsync(IReadOnlyDictionary<Guid, long> heads, CancellationToken ct) =>
        Wait.UntilAsync(
            () => _socket.Positions is var known && heads.All(head => known.GetValueOrDefault(head.Key) >= head.Value),
            $"the stream of {UserId}",
            ct);

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _listening;
        _client.Dispose();
    }

    private static async Task<bool> TicksAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SendAsync(Guid chat, Guid cid, string text)
    {
        var began = Stopwatch.GetTimestamp();
        var invoke = _history.Invoke(_process, UserId, Operation.Send, chat, cid, TextHash.Of(text));
        try
        {
            var sent = await _socket.SendAsync(chat, new NewMessage { Cid = cid, Text = text });
            _history.Ok(invoke, sent.Seq);
            _times.Enqueue(Stopwatch.GetElapsedTime(began));
        }
        catch (ApiException)
        {
            _history.Fail(invoke);
        }
        catch (OperationCanceledException)
        {
            _history.Unknown(invoke);
        }

        // Only now: who looks whether everything was answered must find the answer in the history.
        _underWay.TryRemove(cid, out _);
    }

    private async Task ListenAsync(SocketListener listener)
    {
        await foreach (var step in listener)
            if (step is EntryEvent { Entry: var entry }) _history.Delivered(Stream, UserId, entry.ChatId, Rows.Shown(entry));
    }
}
