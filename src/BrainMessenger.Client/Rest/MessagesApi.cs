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

    /// <summary>Finds messages that the caller may see, the newest first.</summary>
    /// <param name="query">Words, parts of words, "phrases" and from:, in:, before:, after:, has:file; up to 256 characters.</param>
    /// <param name="chatId">Only in this chat.</param>
    /// <param name="cursor">The last page's <see cref="Page{T}.Next"/>: a page may be short, even empty, and have one.</param>
    /// <param name="limit">1 to 50; 20 when null.</param>
    /// <param name="utcOffset">Minutes that the caller's days are ahead of UTC, for before: and after:.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="ApiException"><c>validation</c>, <c>not_found</c>, <c>rate_limited</c>.</exception>
    public Task<Page<SearchHit>> SearchAsync(
        string query, Guid? chatId = null, string? cursor = null, int? limit = null, int? utcOffset = null, CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of("/api/v1/search", ("query", query), ("chatId", chatId), ("cursor", cursor), ("limit", limit), ("utcOffset", utcOffset)),
            ClientJson.Default.PageSearchHit,
            ct);

    private static string Path(Guid chatId) => $"/api/v1/chats/{chatId}/messages";
}
