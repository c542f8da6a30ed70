namespace BrainMessenger.Client;

/// <summary>The caller's own account.</summary>
public sealed class MeApi
{
    private const string Root = "/api/v1/me";

    private readonly ApiConnection _api;
    private readonly Credentials _credentials;

    internal MeApi(ApiConnection api, Credentials credentials)
    {
        _api = api;
        _credentials = credentials;
    }

    /// <summary>The account.</summary>
    public Task<Me> GetAsync(CancellationToken ct = default) => _api.GetAsync(Root, ClientJson.Default.Me, ct);

    /// <summary>Changes name, handle, photo, language or settings.</summary>
    /// <exception cref="ApiException"><c>validation</c>; <c>conflict</c> for a taken handle.</exception>
    public Task<Me> UpdateAsync(MeUpdate update, CancellationToken ct = default) =>
        _api.CallAsync(HttpMethod.Patch, Root, (update, ClientJson.Default.MeUpdate), ClientJson.Default.Me, ct);

    /// <summary>Deletes the account for good and signs out. The messages stay, without a name.</summary>
    /// <param name="password">The account's password.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="ApiException">The password is wrong.</exception>
    public async Task DeleteAsync(string password, CancellationToken ct = default)
    {
        await _api.CallAsync(
            HttpMethod.Delete, Root, new PasswordRequest(password), ClientJson.Default.PasswordRequest, ct);
        _credentials.Session = null;
    }

    /// <summary>The private log after a position, for a second device.</summary>
    public Task<MeLog> LogAsync(long since, CancellationToken ct = default) =>
        _api.GetAsync(Query.Of(Root + "/log", ("since", since)), ClientJson.Default.MeLog, ct);
}
