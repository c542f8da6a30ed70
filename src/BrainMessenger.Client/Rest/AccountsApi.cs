namespace BrainMessenger.Client;

/// <summary>Signing up, in and out. What signs in also signs the client in.</summary>
public sealed class AccountsApi
{
    private const string Root = "/api/v1/auth/";

    private readonly ApiConnection _api;
    private readonly ApiConnection _anonymous;
    private readonly Credentials _credentials;

    internal AccountsApi(ApiConnection api, ApiConnection anonymous, Credentials credentials)
    {
        _api = api;
        _anonymous = anonymous;
        _credentials = credentials;
        credentials.Renew = RenewAsync;
    }

    /// <summary>
    /// Begins a sign-up; a code of 8 digits is mailed. The answer is the same for an address that has an account,
    /// whose owner gets a notice instead.
    /// </summary>
    /// <param name="email">The address; 5 mails an hour at most.</param>
    /// <param name="password">8 to 128 characters and not a common one.</param>
    /// <param name="name">1 to 64 characters.</param>
    /// <param name="locale">Language of the mail.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="ApiException"><c>validation</c>, <c>rate_limited</c>, <c>forbidden</c> when registration is closed.</exception>
    public Task<Registration> RegisterAsync(
        string email, string password, string name, string? locale = null, CancellationToken ct = default) =>
        _anonymous.CallAsync(
            HttpMethod.Post,
            Root + "register",
            (new RegisterRequest(email, password, name, locale), ClientJson.Default.RegisterRequest),
            ClientJson.Default.Registration,
            ct);

    /// <summary>Mails another code; the one before is void.</summary>
    /// <exception cref="ApiException"><c>rate_limited</c> within 60 s of the last.</exception>
    public Task ResendCodeAsync(Guid registrationId, CancellationToken ct = default) =>
        _anonymous.CallAsync(
            HttpMethod.Post,
            Root + "resend-code",
            new ResendRequest(registrationId),
            ClientJson.Default.ResendRequest,
            ct);

    /// <summary>Ends the sign-up with the mailed code and signs in.</summary>
    /// <param name="registrationId">From <see cref="RegisterAsync"/>.</param>
    /// <param name="code">8 digits; 5 wrong tries void it, 10 minutes too.</param>
    /// <param name="setupCode">From the link that a server without an admin prints: makes this account admin.</param>
    /// <param name="ct">Gives up waiting.</param>
    /// <exception cref="ApiException">The code is wrong, void or used up.</exception>
    public Task<SignIn> VerifyEmailAsync(
        Guid registrationId, string code, string? setupCode = null, CancellationToken ct = default) =>
        AcceptAsync(_anonymous.CallAsync(
            HttpMethod.Post,
            Root + "verify-email",
            (new VerifyRequest(registrationId, code, setupCode), ClientJson.Default.VerifyRequest),
            ClientJson.Default.SignIn,
            ct));

    /// <summary>Signs in. With <see cref="SignIn.TwoFactor"/> set the client is not signed in yet.</summary>
    /// <exception cref="ApiException">401: address or password wrong, not told which; <c>rate_limited</c>.</exception>
    public Task<SignIn> SignInAsync(string email, string password, CancellationToken ct = default) =>
        AcceptAsync(_anonymous.CallAsync(
            HttpMethod.Post,
            Root + "login",
            (new LoginRequest(email, password), ClientJson.Default.LoginRequest),
            ClientJson.Default.SignIn,
            ct));

    /// <summary>Renews the tokens now. Not needed in general: requests do it by themselves.</summary>
    /// <exception cref="ApiException">401: the session has ended.</exception>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public Task RefreshAsync(CancellationToken ct = default) =>
        _credentials.Session is { } session
            ? _credentials.ReplaceAsync(session.AccessToken, ct)
            : throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Ends the session on the server, open sockets included, and forgets the tokens.</summary>
    public async Task LogoutAsync(CancellationToken ct = default)
    {
        await _api.CallAsync(
            HttpMethod.Post,
            Root + "logout",
            new RefreshRequest(_credentials.Session?.RefreshToken),
            ClientJson.Default.RefreshRequest,
            ct);
        _credentials.Session = null;
    }

    private Task<SignIn> RenewAsync(string refreshToken, CancellationToken ct) =>
        _anonymous.CallAsync(
            HttpMethod.Post,
            Root + "refresh",
            (new RefreshRequest(refreshToken), ClientJson.Default.RefreshRequest),
            ClientJson.Default.SignIn,
            ct);

    private async Task<SignIn> AcceptAsync(Task<SignIn> answer)
    {
        var signIn = await answer;
        _credentials.Accept(signIn);
        return signIn;
    }
}
