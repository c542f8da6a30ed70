using BrainMessenger.Checker;
using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>One person of a random history: does one thing after the other, and takes down what came of it and what was shown.</summary>
internal sealed class HistoryPerson : IAsyncDisposable
{
    private static readonly string[] Emoji = ["👍", "🎉", "❤️"];

    private readonly Person _person;
    private readonly Guid _chat;
    private readonly Random _random;
    private readonly History _history;
    private readonly ChatSocket _socket;
    private readonly List<(NewMessage Message, long Seq)> _sent = [];
    private readonly List<Task> _underWay = [];
    private readonly int _number;
    private Task _listening = Task.CompletedTask;
    private int _stay;

    public HistoryPerson(Person person, int number, Guid chat, Random random, History history)
    {
        (_person, _number, _chat, _random, _history) = (person, number, chat, random, history);
        _socket = new ChatSocket(person.Client, new ChatSocketOptions
        {
            ReconnectDelay = _ => TimeSpan.FromMilliseconds(Random.Shared.Next(30)),
            GapDelay = TimeSpan.FromMilliseconds(30),
            NewChatsFromStart = true,
        });
    }

    public Guid Id => _person.Id;

    public BrainMessengerClient Client => _person.Client;

    /// <summary>What the socket shows between joining and leaving is one stream, and claims to be whole.</summary>
    public int Stream => (_number * 1_000) + 100 + _stay;

    private int SocketProcess => _number * 1_000;

    private int RestProcess => (_number * 1_000) + 1;

    public async Task StartAsync(CancellationToken ct)
    {
        _socket.Follow(_chat, 0);
        _listening = ListenAsync(_socket.Listen());
        await _socket.StartAsync(ct);
    }

    /// <summary>Does a number of random things. <paramref name="others"/> are those who come and go.</summary>
    public async Task ActAsync(int operations, IReadOnlyList<HistoryPerson> others, bool comesAndGoes)
    {
        for (var n = 0; n < operations; n++)
        {
            await (_random.Next(100) switch
            {
                < 42 => SendSoonAsync(),
                < 55 => SendByRestAsync(NewMessage()),
                < 63 => RepeatAsync(),
                < 74 => EditAsync(),
                < 80 => DeleteAsync(),
                < 88 => ReactAsync(),
                < 95 => MoveAsync(others, comesAndGoes),
                _ => CutAsync(),
            });
        }

        await Task.WhenAll(_underWay);
    }

    /// <summary>Ends when the socket has shown everything up to there.</summary>
    public Task CaughtUpAsync(long head, CancellationToken ct) =>
        Wait.UntilAsync(() => _socket.Positions.GetValueOrDefault(_chat) >= head, $"the stream of person {_number} to reach {head}", ct);

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _listening;
        _person.Dispose();
    }

    private NewMessage NewMessage() => new()
    {
        Cid = Guid.CreateVersion7(),
        Text = $"{_number} says {_random.Next()}",
        ReplyTo = _random.Next(6) == 0 ? Earlier()?.Seq : null,
    };

    /// <summary>One of the messages that this person knows to be stored.</summary>
    private (NewMessage Message, long Seq)? Earlier()
    {
        lock (_sent) return _sent.Count == 0 ? null : _sent[_random.Next(_sent.Count)];
    }

    /// <summary>Several sends of one socket may be under way.</summary>
    private async Task SendSoonAsync()
    {
        var message = NewMessage();
        _underWay.RemoveAll(send => send.IsCompleted);
        _underWay.Add(SendBySocketAsync(message));
        if (_underWay.Count > 3 || _random.Next(3) == 0) await Task.WhenAll(_underWay);
    }

    private Task SendBySocketAsync(NewMessage message) =>
        SendAsync(SocketProcess, message, async () => (await _socket.SendAsync(_chat, message)).Seq);

    private Task SendByRestAsync(NewMessage message) =>
        SendAsync(RestProcess, message, async () => (await Client.Messages.SendAsync(_chat, message)).Seq);

    /// <summary>What was stored is sent once more, by the other way: it must be answered with the same position.</summary>
    private Task RepeatAsync() =>
        Earlier() is not { } earlier ? Task.CompletedTask
        : _random.Next(2) == 0 ? SendByRestAsync(earlier.Message)
        : SendBySocketAsync(earlier.Message);

    private async Task SendAsync(int process, NewMessage message, Func<Task<long>> send)
    {
        var invoke = _history.Invoke(process, Id, Operation.Send, _chat, message.Cid, TextHash.Of(message.Text!));
        try
        {
            var seq = await send();
            _history.Ok(invoke, seq);
            lock (_sent) _sent.Add((message, seq));
        }
        catch (ApiException)
        {
            _history.Fail(invoke);
        }
    }

    private Task EditAsync()
    {
        var text = $"{_number} means {_random.Next()}";
        return ChangeAsync(Operation.Edit, text, seq => Client.Messages.EditAsync(_chat, seq, text));
    }

    private Task DeleteAsync() => ChangeAsync(Operation.Delete, "", seq => Client.Messages.DeleteAsync(_chat, seq));

    private Task ReactAsync()
    {
        var emoji = Emoji[_random.Next(Emoji.Length)];
        return ChangeAsync(Operation.React, "", seq => _random.Next(3) > 0
            ? Client.Messages.ReactAsync(_chat, seq, emoji)
            : Client.Messages.UnreactAsync(_chat, seq, emoji));
    }

    private async Task ChangeAsync(Operation operation, string text, Func<long, Task> change)
    {
        if (Earlier() is not { Seq: var seq }) return;
        await TryAsync(_history.Invoke(RestProcess, Id, operation, _chat, Guid.CreateVersion7(), TextHash.Of(text), seq), () => change(seq));
    }

    /// <summary>Those who come and go leave by themselves; the others bring them back.</summary>
    private Task MoveAsync(IReadOnlyList<HistoryPerson> others, bool comesAndGoes)
    {
        if (comesAndGoes && _random.Next(3) > 0) return SendSoonAsync();
        if (comesAndGoes)
            return TryAsync(_history.Invoke(RestProcess, Id, Operation.Leave, _chat, Guid.CreateVersion7()), () => Client.Chats.Members.LeaveAsync(_chat));
        var whom = others[_random.Next(others.Count)].Id;
        return TryAsync(
            _history.Invoke(RestProcess, Id, Operation.Join, _chat, Guid.CreateVersion7()), () => Client.Chats.Members.AddAsync(_chat, [whom]));
    }

    private async Task TryAsync(HistoryEvent invoke, Func<Task> operation)
    {
        try
        {
            await operation();
            _history.Ok(invoke);
        }
        catch (ApiException)
        {
            _history.Fail(invoke);
        }
    }

    private Task CutAsync()
    {
        _socket.Cut();
        return Task.CompletedTask;
    }

    private async Task ListenAsync(SocketListener listener)
    {
        await foreach (var step in listener)
        {
            if (step is GoneEvent) _stay++;
            if (step is EntryEvent { Entry: var entry }) _history.Delivered(Stream, Id, entry.ChatId, Rows.Shown(entry));
        }
    }
}
