namespace BrainMessenger.Client;

/// <summary>Messages, their history and the log.</summary>
public sealed class MessagesApi
{
    private readonly ApiConnection _api;
    private readonly TimeProvider _time;

    internal MessagesApi(ApiConnection api, TimeProvider time)
    {
        _api = api;
        _time = time;
    }

    /// <summary>Sends a message; when this returns it is stored for good. Repeating it with the same cid is safe.</summary>
    /// <exception cref="ApiException"><c>validation</c>, <c>forbidden</c>, <c>cid.reused</c>, <c>busy</c>, <c>rate_limited</c>.</exception>
    public Task<Message> SendAsync(Guid chatId, NewMessage message, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post,
            Path(chatId),
            (message, ClientJson.Default.NewMessage),
            ClientJson.Default.Message,
            ct);

    /// <summary>Sends a text under a new cid.</summary>
    public Task<Message> SendAsync(Guid chatId, string text, long? replyTo = null, CancellationToken ct = default) =>
        SendAsync(
            chatId, new NewMessage { Cid = Guid.CreateVersion7(_time.GetUtcNow()), Text = text, ReplyTo = replyTo }, ct);

    /// <summary>A page of history in rising seq: the newest without a position.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="before">Only older than this seq.</param>
    /// <param name="after">Only newer than this seq.</param>
    /// <param name="around">Both sides of this seq and itself.</param>
    /// <param name="limit">1 to 100; 50 when null.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<MessagePage> ListAsync(
        Guid chatId, long? before = null, long? after = null, long? around = null, int? limit = null,
        CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of(Path(chatId), ("before", before), ("after", after), ("around", around), ("limit", limit)),
            ClientJson.Default.MessagePage,
            ct);

    /// <summary>A page of the log after a position.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="since">The last position that is known; 0 for all.</param>
    /// <param name="limit">1 to 500; 200 when null.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<ChatLog> LogAsync(Guid chatId, long since, int? limit = null, CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of($"/api/v1/chats/{chatId}/log", ("since", since), ("limit", limit)), ClientJson.Default.ChatLog, ct);

    /// <summary>The logs of up to 100 chats after their positions, 1,000 entries at most together.</summary>
    public Task<ChatLogs> LogsAsync(IReadOnlyDictionary<Guid, long> since, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post,
            "/api/v1/log",
            (new LogsRequest(since), ClientJson.Default.LogsRequest),
            ClientJson.Default.ChatLogs,
            ct);

    /// <summary>Changes the text of one's own message.</summary>
    public Task<Message> EditAsync(Guid chatId, long seq, string text, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Patch,
            $"{Path(chatId)}/{seq}",
            (new EditRequest(text), ClientJson.Default.EditRequest),
            ClientJson.Default.Message,
            ct);

    /// <summary>Deletes a message for all.</summary>
    public Task DeleteAsync(Guid chatId, long seq, CancellationToken ct = default) =>
        _api.DeleteAsync($"{Path(chatId)}/{seq}", ct);

    /// <summary>Adds a reaction; twice is once.</summary>
    public Task ReactAsync(Guid chatId, long seq, string emoji, CancellationToken ct = default) =>
        _api.PutAsync($"{Path(chatId)}/{seq}/reactions/{Uri.EscapeDataString(emoji)}", ct);

    /// <summary>Takes a reaction back.</summary>
    public Task UnreactAsync(Guid chatId, long seq, string emoji, CancellationToken ct = default) =>
        _api.DeleteAsync($"{Path(chatId)}/{seq}/reactions/{Uri.EscapeDataString(emoji)}", ct);

    /// <summary>Who reacted with what.</summary>
    public Task<IReadOnlyList<ReactionOf>> ReactionsAsync(Guid chatId, long seq, CancellationToken ct = default) =>
        _api.GetAsync($"{Path(chatId)}/{seq}/reactions", ClientJson.Default.IReadOnlyListReactionOf, ct);

    /// <summary>Who has read the message.</summary>
    public Task<IReadOnlyList<Reader>> ReadersAsync(Guid chatId, long seq, CancellationToken ct = default) =>
        _api.GetAsync($"{Path(chatId)}/{seq}/readers", ClientJson.Default.IReadOnlyListReader, ct);

    private static string Path(Guid chatId) => $"/api/v1/chats/{chatId}/messages";
}
