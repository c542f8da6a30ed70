namespace BrainMessenger.Client;

/// <summary>The people in a chat.</summary>
public sealed class MembersApi
{
    private readonly ApiConnection _api;

    internal MembersApi(ApiConnection api) => _api = api;

    /// <summary>Lists them.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="query">Part of a name.</param>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before.</param>
    /// <param name="limit">1 to 100; 50 when null.</param>
    /// <param name="ct">Gives up waiting.</param>
    public Task<Page<Member>> ListAsync(
        Guid chatId, string? query = null, string? cursor = null, int? limit = null, CancellationToken ct = default) =>
        _api.GetAsync(
            Query.Of(Path(chatId), ("query", query), ("cursor", cursor), ("limit", limit)),
            ClientJson.Default.PageMember,
            ct);

    /// <summary>Adds people, as one entry of the log; who is in already stays as he is.</summary>
    /// <exception cref="ApiException"><c>forbidden</c>, <c>validation</c>.</exception>
    public Task AddAsync(Guid chatId, IReadOnlyList<Guid> userIds, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Post, Path(chatId), new AddMembersRequest(userIds), ClientJson.Default.AddMembersRequest, ct);

    /// <summary>Changes somebody's role, to one of <see cref="Roles"/>.</summary>
    public Task SetRoleAsync(Guid chatId, Guid userId, string role, CancellationToken ct = default) =>
        _api.CallAsync(
            HttpMethod.Patch, $"{Path(chatId)}/{userId}", new RoleRequest(role), ClientJson.Default.RoleRequest, ct);

    /// <summary>Removes somebody.</summary>
    public Task RemoveAsync(Guid chatId, Guid userId, CancellationToken ct = default) =>
        _api.DeleteAsync($"{Path(chatId)}/{userId}", ct);

    /// <summary>Leaves.</summary>
    /// <exception cref="ApiException">409 <c>chat.last_owner</c>: make somebody else owner first.</exception>
    public Task LeaveAsync(Guid chatId, CancellationToken ct = default) => _api.DeleteAsync($"{Path(chatId)}/me", ct);

    private static string Path(Guid chatId) => $"/api/v1/chats/{chatId}/members";
}
