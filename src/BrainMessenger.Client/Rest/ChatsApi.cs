namespace BrainMessenger.Client;

/// <summary>Chats and the caller's own settings in them. What one may not see is <c>not_found</c>.</summary>
public sealed class ChatsApi
{
    private const string Root = "/api/v1/chats";

    private readonly ApiConnection _api;

    internal ChatsApi(ApiConnection api)
    {
        _api = api;
        Members = new MembersApi(api);
    }

    /// <summary>The people in a chat.</summary>
    public MembersApi Members { get; }

    /// <summary>The caller's chats, pinned first, then newest activity.</summary>
    /// <param name="archived">True for those put away, false for the others, null for the server's choice.</param>
    /// <param name="query">Part of a name.</param>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<Page<Chat>> ListAsync(
        bool? archived = null, string? query = null, string? cursor = null, CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of(Root, ("archived", archived), ("query", query), ("cursor", cursor)),
            ClientJson.Default.PageChat,
            ct);

    /// <summary>Makes a chat. A personal chat with the same person is the same chat.</summary>
    /// <param name="chat">What to make.</param>
    /// <param name="idempotencyKey">The same key within 24 hours answers the chat made first.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="ApiException"><c>validation</c>; <c>conflict</c> for a reused key or a taken handle.</exception>
    public Task<Chat> CreateAsync(NewChat chat, Guid? idempotencyKey = null, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post, Root, (chat, ClientJson.Default.NewChat), ClientJson.Default.Chat, ct, idempotencyKey);

    /// <summary>The personal chat with somebody, made when there is none.</summary>
    public Task<Chat> PersonalAsync(Guid userId, CancellationToken ct = default) =>
        CreateAsync(new() { Type = ChatTypes.Personal, MemberIds = [userId] }, ct: ct);

    /// <summary>One chat.</summary>
    public Task<Chat> GetAsync(Guid chatId, CancellationToken ct = default) =>
        _api.GetAsync($"{Root}/{chatId}", ClientJson.Default.Chat, ct);

    /// <summary>Changes name, photo or what newcomers see; for owner and admins.</summary>
    /// <exception cref="ApiException"><c>forbidden</c>, <c>validation</c>.</exception>
    public Task<Chat> UpdateAsync(Guid chatId, ChatUpdate update, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Patch, $"{Root}/{chatId}", (update, ClientJson.Default.ChatUpdate), ClientJson.Default.Chat, ct);

    /// <summary>Deletes the chat for all; for its owner.</summary>
    public Task DeleteAsync(Guid chatId, CancellationToken ct = default) =>
        _api.DeleteAsync($"{Root}/{chatId}", ct);

    /// <summary>Puts the chat away.</summary>
    public Task ArchiveAsync(Guid chatId, CancellationToken ct = default) =>
        _api.PutAsync($"{Root}/{chatId}/archive", ct);

    /// <summary>Takes the chat back.</summary>
    public Task UnarchiveAsync(Guid chatId, CancellationToken ct = default) =>
        _api.DeleteAsync($"{Root}/{chatId}/archive", ct);

    /// <summary>Keeps the chat on top.</summary>
    public Task PinAsync(Guid chatId, CancellationToken ct = default) => _api.PutAsync($"{Root}/{chatId}/pin", ct);

    /// <summary>Lets the chat go from the top.</summary>
    public Task UnpinAsync(Guid chatId, CancellationToken ct = default) => _api.DeleteAsync($"{Root}/{chatId}/pin", ct);

    /// <summary>Wants no notices until then, or for good.</summary>
    public Task MuteAsync(Guid chatId, DateTimeOffset? until = null, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Put, $"{Root}/{chatId}/mute", new MuteRequest(until), ClientJson.Default.MuteRequest, ct);

    /// <summary>Wants notices again.</summary>
    public Task UnmuteAsync(Guid chatId, CancellationToken ct = default) =>
        _api.DeleteAsync($"{Root}/{chatId}/mute", ct);

    /// <summary>Moves the read mark forward to that position; backward does nothing.</summary>
    public Task MarkReadAsync(Guid chatId, long seq, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post, $"{Root}/{chatId}/read", new ReadRequest(seq), ClientJson.Default.ReadRequest, ct);
}
