using System.Net.WebSockets;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Client;

/// <summary>The socket of the client against the real server.</summary>
public sealed class ChatSocketTests(Server server) : IClassFixture<Server>
{
    private static readonly ChatSocketOptions Quick = new()
    {
        ReconnectDelay = _ => TimeSpan.FromMilliseconds(5),
        GapDelay = TimeSpan.FromMilliseconds(20),
        CheckInterval = TimeSpan.FromMilliseconds(20),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_missed_is_told_once_and_in_order()
    {
        var (ana, ben, chat) = await TwoAsync();
        var gate = new Gate();
        await using var socket = new ChatSocket(ana.Client, Quick with { Connect = gate.ConnectAsync });
        socket.Follow(chat, 0);
        using var events = socket.Listen();
        await socket.StartAsync(Ct);

        gate.Close();
        socket.Cut();
        for (var n = 1; n <= 5; n++) await ben.Client.Messages.SendAsync(chat, $"{n}", ct: Ct);
        gate.Open();
        await ben.Client.Messages.SendAsync(chat, "6", ct: Ct);

        Assert.Equal(["1", "2", "3", "4", "5", "6"], await TextsAsync(events, 6));
    }

    [Fact]
    public async Task What_was_written_without_a_connection_arrives_once_and_in_order()
    {
        var (ana, ben, chat) = await TwoAsync();
        var gate = new Gate();
        await using var socket = new ChatSocket(ana.Client, Quick with { Connect = gate.ConnectAsync });
        await socket.StartAsync(Ct);

        gate.Close();
        socket.Cut();
        var sends = Enumerable.Range(1, 5).Select(n => socket.SendAsync(chat, $"{n}", ct: Ct)).ToList();
        gate.Open();
        var sent = await Task.WhenAll(sends);

        Assert.Equal(sent.Select(one => one.Seq).Order(), sent.Select(one => one.Seq));
        Assert.Equal(["1", "2", "3", "4", "5"], (await ben.Client.Messages.ListAsync(chat, ct: Ct)).Items.Select(message => message.Text));
    }

    [Fact]
    public async Task A_renewed_token_keeps_the_socket_open()
    {
        using var person = await server.SignUpAsync("Dora");
        using var client = server.NewClient();
        await client.Accounts.SignInAsync(person.Email, Server.Password, Ct);
        var handedOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var socket = new ChatSocket(client, Quick with { Connect = (address, ct) => OverheardSocket.ConnectAsync(address, Hear, ct) });
        using var events = socket.Listen();
        await socket.StartAsync(Ct);

        server.Clock.Advance(TimeSpan.FromMinutes(14.5));
        await handedOn.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        // The client has the new token a moment before the server: the pong to what follows it says that both have.
        await socket.PingAsync(Ct);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await socket.PingAsync(Ct);

        Assert.IsType<ConnectedEvent>(await events.NextAsync(Ct));
        Assert.False(events.TryNext(out var other), $"{other}");

        void Hear(string frame)
        {
            if (frame.Contains("\"type\":\"token\"", StringComparison.Ordinal)) handedOn.TrySetResult();
        }
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_socket()
    {
        var (ana, _, chat) = await TwoAsync();
        await using var socket = new ChatSocket(ana.Client, Quick);
        using var events = socket.Listen();
        await socket.StartAsync(Ct);

        await ana.Client.Accounts.LogoutAsync(Ct);

        await socket.Completion.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        List<SocketEvent> told = [];
        await foreach (var step in events) told.Add(step);
        Assert.IsType<SessionEndedEvent>(told[^1]);
        await Assert.ThrowsAsync<ApiException>(() => socket.SendAsync(chat, "too late", ct: Ct));
    }

    [Fact]
    public async Task Who_is_removed_is_told_and_hears_no_more()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [ben.Id] }, ct: Ct);
        await using var socket = new ChatSocket(ben.Client, Quick);
        socket.Follow(chat.Id, 0);
        using var events = socket.Listen();
        await socket.StartAsync(Ct);

        await ana.Client.Chats.Members.RemoveAsync(chat.Id, ben.Id, Ct);
        await ana.Client.Messages.SendAsync(chat.Id, "Ben is gone", ct: Ct);
        while (await events.NextAsync(Ct) is not GoneEvent) { }

        await socket.PingAsync(Ct);
        Assert.DoesNotContain(chat.Id, socket.Positions.Keys);
        while (events.TryNext(out var step)) Assert.IsNotType<EntryEvent>(step);
    }

    private static async Task<List<string>> TextsAsync(SocketListener events, int count)
    {
        List<string> texts = [];
        while (texts.Count < count)
            if (await events.NextAsync(Ct) is EntryEvent { Entry: Message message }) texts.Add(message.Text);
        return texts;
    }

    private async Task<(Person Ana, Person Ben, Guid Chat)> TwoAsync()
    {
        var ana = await server.SignUpAsync("Ana");
        var ben = await server.SignUpAsync("Ben");
        return (ana, ben, (await ana.Client.Chats.PersonalAsync(ben.Id, Ct)).Id);
    }

    /// <summary>A network that can be taken away.</summary>
    private sealed class Gate
    {
        private volatile bool _closed;

        public void Close() => _closed = true;

        public void Open() => _closed = false;

        public Task<WebSocket> ConnectAsync(Uri address, CancellationToken ct) =>
            _closed ? throw new WebSocketException("There is no network.") : new ChatSocketOptions().Connect(address, ct);
    }
}
