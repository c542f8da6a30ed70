using BrainMessenger.Client;
using BrainMessenger.Server;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using BrainMessenger.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using AccountSession = BrainMessenger.Server.Features.Accounts.Session;
using AccountUser = BrainMessenger.Server.Features.Accounts.User;

namespace BrainMessenger.Tests;

/// <summary>A signed-in person of a test.</summary>
public sealed record Person(Guid Id, string Name, string Email, string Token, BrainMessengerClient Client) : IDisposable
{
    public void Dispose() => Client.Dispose();
}

/// <summary>
/// The whole server in this process with a fresh folder and database, behind real HTTP on a free port. Limits are lifted
/// unless a test asks for them.
/// </summary>
public sealed class Server : IAsyncLifetime
{
    /// <summary>The password of everybody whom <see cref="SignUpAsync"/> makes.</summary>
    public const string Password = "blue heron over water";

    private readonly string _folder = Directory.CreateTempSubdirectory("brainmessenger-test-").FullName;
    private readonly Dictionary<string, string> _environment = new() { ["PORT"] = "0", ["RATE_LIMITS"] = "off" };
    private Action<IServiceCollection>? _configure;
    private TestDatabase? _database;
    private bool _isBehindProxy;
    private MessengerServer? _server;
    private HttpClient? _http;

    public TestClock Clock { get; } = new();

    public string DataDir => _folder;

    public Uri Address => Running.Address;

    public IServiceProvider Services => Running.Services;

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    public HttpClient Http => _http ??= NewHttp();

    private MessengerServer Running => _server ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>A server of one's own with other variables; to be disposed by the test.</summary>
    public static async Task<Server> StartAsync(params (string Name, string Value)[] environment)
    {
        var server = new Server();
        foreach (var (name, value) in environment) server._environment[name] = value;
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server of one's own with other services, such as smaller limits; to be disposed by the test.</summary>
    public static async Task<Server> StartAsync(Action<IServiceCollection> configure, params (string Name, string Value)[] environment)
    {
        var server = new Server { _configure = configure };
        foreach (var (name, value) in environment) server._environment[name] = value;
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server of one's own that reaches PostgreSQL through <see cref="Proxy"/>; to be disposed by the test.</summary>
    public static async Task<Server> StartBehindProxyAsync()
    {
        var server = new Server { _isBehindProxy = true };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>What stands between it and its database.</summary>
    internal FaultProxy Proxy => _database!.Proxy;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_isBehindProxy);
        _environment["DATA_DIR"] = _folder;
        if (_database.Url is { } url) _environment["NEON_DATABASE_URL"] = url;
        if (Environment.GetEnvironmentVariable("TEST_STORE") == "s3" && !_environment.ContainsKey("R2_ENDPOINT"))
        {
            using var bucket = await TestBucket.CreateAsync();
            foreach (var (name, value) in bucket.Variables()) _environment[name] = value;
        }

        await RunAsync();
    }

    /// <summary>Stops and starts again on the same folder and database (the port changes).</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A person signed in without the sign-up's mail and the costly password hash.</summary>
    public async Task<Person> SignUpAsync(string name)
    {
        var now = Clock.Now();
        var id = Guid.CreateVersion7(now);
        var email = $"{id:N}@example.org";
        var user = new AccountUser { Id = id, Email = email, EmailKey = email, Name = name, PasswordHash = PasswordHash.Make(Password, rounds: 1), Role = AccountUser.RoleUser, Locale = "en", CreatedAt = now };
        var session = AccountSession.Start(id, "test", Clock);
        await using (var db = await NewDbAsync())
        {
            db.Add(user);
            db.Add(session);
            await db.SaveChangesAsync();
        }

        var token = Services.GetRequiredService<AccessTokens>().Issue(id, session.Id, AccessTokens.LongestLifetime);
        return new(id, name, email, token, NewClient(token));
    }

    /// <summary>The code last mailed to an address.</summary>
    public string CodeFor(string email) => MailsTo(email).Last(mail => mail.Code is not null).Code!;

    public IReadOnlyList<TestMail> MailsTo(string email) => TestMail.ReadAll(_folder, email);

    /// <summary>A client for this server; signed in where a token is given.</summary>
    public BrainMessengerClient NewClient(string? token = null)
    {
        var client = new BrainMessengerClient(NewHttp(), Clock);
        if (token is not null) client.Session = new(token, Clock.GetUtcNow() + AccessTokens.LongestLifetime, null);
        return client;
    }

    /// <summary>The settings it runs with, for verbs that work beside it.</summary>
    internal Settings Settings => Services.GetRequiredService<Settings>();

    /// <summary>Whether files lie in the server's folder; in a bucket else.</summary>
    internal bool KeepsFiles => Settings.ObjectStore is null;

    internal Task<AppDb> NewDbAsync() => Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();

    private HttpClient NewHttp() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    private async Task RunAsync()
    {
        var settings = Settings.From(ConfigurationSource.Read(_environment, null));
        _server = await MessengerServer.StartAsync(settings, CancellationToken.None, services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            _configure?.Invoke(services);
        });
    }

    /// <summary>Stops it; RestartAsync goes on with the same folder and database.</summary>
    public async Task StopAsync()
    {
        _http?.Dispose();
        _http = null;
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }
}
