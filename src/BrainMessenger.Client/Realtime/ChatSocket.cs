namespace BrainMessenger.Client;

/// <summary>A send that is stored for good.</summary>
/// <param name="Cid">The sender's id for it.</param>
/// <param name="ChatId">The chat.</param>
/// <param name="Seq">Its position.</param>
/// <param name="Ordinal">Its number among the messages.</param>
/// <param name="At">When it was committed.</param>
public sealed record SentMessage(Guid Cid, Guid ChatId, long Seq, long Ordinal, DateTimeOffset At);

/// <summary>
/// The live connection of one signed-in client. It comes back by itself; unanswered sends are repeated under their
/// cid, what was missed is fetched, and listeners get every chat's entries once and in seq order.
/// </summary>
public sealed class ChatSocket : IAsyncDisposable
{
    private readonly BrainMessengerClient _client;
    private readonly Listeners _listeners = new();
    private readonly SocketState _state;
    private readonly SocketRunner _runner;

    /// <summary>Prepares a socket for a signed-in client; <see cref="StartAsync"/> connects it.</summary>
    public ChatSocket(BrainMessengerClient client, ChatSocketOptions? options = null)
    {
        _client = client;
        options ??= new ChatSocketOptions();
        _state = new SocketState(options, _listeners, client.Time);
        _runner = new SocketRunner(client, options, _state, _listeners);
    }

    /// <summary>Whether frames can be sent now.</summary>
    public bool IsConnected => _state.IsConnected;

    /// <summary>The last known position of each followed chat, to be kept for the next start.</summary>
    public IReadOnlyDictionary<Guid, long> Positions => _state.Positions;

    /// <summary>Ends when the socket will not come back: its session has ended, or it was disposed of.</summary>
    public Task Completion => _runner.Completion;

    /// <summary>
    /// Follows a chat's log from a position: entries after it are told, missed ones fetched. Before
    /// <see cref="StartAsync"/>, or at any time.
    /// </summary>
    public void Follow(Guid chatId, long since)
    {
        _state.Follow(chatId, since);
        if (IsConnected) _runner.Fetch(chatId);
    }

    /// <summary>A stream of what happens from now on.</summary>
    public SocketListener Listen() => _listeners.Add();

    /// <summary>Connects; returns once the server is ready. From then on the socket comes back by itself.</summary>
    /// <exception cref="InvalidOperationException">Started twice, or nobody is signed in.</exception>
    /// <exception cref="ApiException">The session has ended.</exception>
    public Task StartAsync(CancellationToken ct = default) => _runner.StartAsync(ct);

    /// <summary>
    /// Sends a message; ends when it is stored for good, over however many connections that takes. A send that the
    /// server is too busy for is repeated. Cancelling ends the wait, not the send.
    /// </summary>
    /// <exception cref="ApiException">The server refused for good.</exception>
    public Task<SentMessage> SendAsync(Guid chatId, NewMessage message, CancellationToken ct = default) =>
        _state.Send(chatId, message).WaitAsync(ct);

    /// <summary>Sends a text under a new cid.</summary>
    public Task<SentMessage> SendAsync(Guid chatId, string text, long? replyTo = null, CancellationToken ct = default) =>
        SendAsync(
            chatId,
            new NewMessage { Cid = Guid.CreateVersion7(_client.Time.GetUtcNow()), Text = text, ReplyTo = replyTo },
            ct);

    /// <summary>Tells the others that the caller writes; false when not connected. At most once in 3 s.</summary>
    public bool Typing(Guid chatId) => _state.Post(Frames.Typing(chatId));

    /// <summary>Moves the caller's read mark forward; false when not connected.</summary>
    public bool MarkRead(Guid chatId, long seq) => _state.Post(Frames.Read(chatId, seq));

    /// <summary>Asks for the presence of up to 200 people, instead of those before; false when not connected.</summary>
    public bool Watch(IReadOnlyList<Guid> userIds) => _state.Post(Frames.Watch(userIds));

    /// <summary>Says that the caller is <c>online</c> or <c>away</c>; false when not connected.</summary>
    public bool SetPresence(string state) => _state.Post(Frames.Presence(state));

    /// <summary>Waits for the server's pong and tells how long it took.</summary>
    /// <exception cref="InvalidOperationException">Not connected.</exception>
    /// <exception cref="OperationCanceledException">The connection ended before the answer.</exception>
    public async Task<TimeSpan> PingAsync(CancellationToken ct = default)
    {
        var start = _client.Time.GetTimestamp();
        var pong = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_state.Post(Frames.Ping, pong)) throw new InvalidOperationException("The socket is not connected.");
        await pong.Task.WaitAsync(ct);
        return _client.Time.GetElapsedTime(start);
    }

    /// <summary>Drops the present connection as a broken network does; the socket comes back.</summary>
    public void Cut() => _runner.Cut();

    /// <summary>Ends for good; sends without an answer fail, their outcome is unknown.</summary>
    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
