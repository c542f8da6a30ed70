namespace BrainMessenger.Client;

/// <summary>
/// Holds the session's tokens and renews them, one renewal at a time: a refresh token works once, so two renewals side
/// by side would look like a theft to the server and end the session.
/// </summary>
internal sealed class Credentials(TimeProvider time) : IDisposable
{
    /// <summary>Renew this long before the end, so that a token does not run out on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Session? _session;

    /// <summary>Asks the server for a successor; set once by the client.</summary>
    public Func<string, CancellationToken, Task<SignIn>>? Renew { get; set; }

    public Session? Session
    {
        get => _session;
        set => _session = value;
    }

    public void Accept(SignIn answer)
    {
        if (answer.AccessToken is { } token)
            _session = new Session(token, time.GetUtcNow().AddSeconds(answer.ExpiresIn), answer.RefreshToken);
    }

    /// <summary>The token to use now; null when nobody is signed in.</summary>
    public async ValueTask<string?> TokenAsync(CancellationToken ct)
    {
        var session = _session;
        if (session?.RefreshToken is null || session.ExpiresAt - time.GetUtcNow() > Margin) return session?.AccessToken;
        return await ReplaceAsync(session.AccessToken, ct);
    }

    /// <summary>A token other than the given one, which the server did not take; null when there is none.</summary>
    public async Task<string?> ReplaceAsync(string? refused, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var session = _session;
            if (session is null || session.AccessToken != refused) return session?.AccessToken;
            if (session.RefreshToken is null || Renew is null) return null;
            Accept(await Renew(session.RefreshToken, ct));
            return _session?.AccessToken;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
