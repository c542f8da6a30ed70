using Npgsql;

namespace BrainMessenger.Faults;

/// <summary>The database under a run: SQLite in the server's folder, or one of our own on the server of TEST_POSTGRES.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder? _admin;
    private readonly string _name = "bm_faults_" + Guid.NewGuid().ToString("N");

    private Engine(string kind, Uri? server)
    {
        Kind = kind;
        if (server is null) return;
        var user = server.UserInfo.Split(':', 2);
        _admin = new()
        {
            Host = server.Host,
            Port = server.Port,
            Database = server.AbsolutePath.Trim('/'),
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""),
            SslMode = SslMode.Prefer,
            Pooling = false,
        };
        Url = new UriBuilder(server) { Path = _name }.Uri.ToString();
    }

    public string Kind { get; }

    /// <summary>For NEON_DATABASE_URL; null on SQLite.</summary>
    public string? Url { get; }

    public static async Task<Engine> CreateAsync(string kind)
    {
        if (kind == "sqlite") return new(kind, null);
        var server = Environment.GetEnvironmentVariable("TEST_POSTGRES")
            ?? throw new InvalidOperationException("TEST_POSTGRES must name a server on which databases may be made, as postgresql://user:password@host:port/postgres.");
        var engine = new Engine(kind, new Uri(server));
        await engine.ExecuteAsync($"create database {engine._name}");
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        if (_admin is not null) await ExecuteAsync($"drop database if exists {_name} with (force)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_admin!.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
