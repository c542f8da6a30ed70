namespace BrainMessenger.Client;

/// <summary>Other people.</summary>
public sealed class UsersApi
{
    private readonly ApiConnection _api;

    internal UsersApi(ApiConnection api) => _api = api;

    /// <summary>One person.</summary>
    /// <exception cref="ApiException"><c>not_found</c>.</exception>
    public Task<User> GetAsync(Guid id, CancellationToken ct = default) =>
        _api.GetAsync($"/api/v1/users/{id}", ClientJson.Default.User, ct);

    /// <summary>People by part of the name, handle or exact e-mail address.</summary>
    public Task<Page<User>> FindAsync(string query, CancellationToken ct = default) =>
        _api.GetAsync(Query.Of("/api/v1/users", ("query", query)), ClientJson.Default.PageUser, ct);
}
