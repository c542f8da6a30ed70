namespace BrainMessenger.Client;

/// <summary>
/// One person's connection to a BrainMessenger server, by areas. Safe for concurrent use. Access tokens are renewed
/// before they end and once after a refusal. Refusals are <see cref="ApiException"/>, a server that cannot be
/// reached is <see cref="HttpRequestException"/>.
/// </summary>
public sealed class BrainMessengerClient : IDisposable
{
    private readonly bool _ownsHttp;
    private readonly HttpClient _http;
    private readonly Credentials _credentials;

    /// <summary>Talks to a server at an address such as <c>http://127.0.0.1:8080</c>.</summary>
    public BrainMessengerClient(Uri address, TimeProvider? time = null)
        : this(new HttpClient { BaseAddress = address }, time) => _ownsHttp = true;

    /// <summary>Talks through an <see cref="HttpClient"/> whose BaseAddress is the server; it stays the caller's.</summary>
    public BrainMessengerClient(HttpClient http, TimeProvider? time = null)
    {
        if (http.BaseAddress is null) throw new ArgumentException("The client needs a BaseAddress.", nameof(http));
        _http = http;
        Time = time ?? TimeProvider.System;
        _credentials = new Credentials(Time);
        var api = new ApiConnection(http, _credentials);
        Accounts = new AccountsApi(api, new ApiConnection(http, new Credentials(Time)), _credentials);
        Me = new MeApi(api, _credentials);
        Users = new UsersApi(api);
        Chats = new ChatsApi(api);
        Messages = new MessagesApi(api, Time);
        Files = new FilesApi(api);
    }

    /// <summary>Signing up, in and out.</summary>
    public AccountsApi Accounts { get; }

    /// <summary>The caller's own account.</summary>
    public MeApi Me { get; }

    /// <summary>Other people.</summary>
    public UsersApi Users { get; }

    /// <summary>Chats, their members and the caller's settings in them.</summary>
    public ChatsApi Chats { get; }

    /// <summary>Messages, history and log.</summary>
    public MessagesApi Messages { get; }

    /// <summary>Uploads and downloads.</summary>
    public FilesApi Files { get; }

    /// <summary>The tokens, to be kept and set again after a restart; null when nobody is signed in.</summary>
    public Session? Session
    {
        get => _credentials.Session;
        set => _credentials.Session = value;
    }

    /// <summary>The server's address.</summary>
    public Uri Address => _http.BaseAddress!;

    internal TimeProvider Time { get; }

    internal Credentials Credentials => _credentials;

    /// <summary>The access token to use now, renewed when it is about to end; null when nobody is signed in.</summary>
    /// <exception cref="ApiException">401: the session has ended.</exception>
    public ValueTask<string?> AccessTokenAsync(CancellationToken ct = default) => _credentials.TokenAsync(ct);

    /// <summary>Forgets the tokens here, without ending the session on the server.</summary>
    public void Dispose()
    {
        if (_ownsHttp) _http.Dispose();
        _credentials.Dispose();
    }
}
