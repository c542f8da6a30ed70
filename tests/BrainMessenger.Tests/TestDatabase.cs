using Npgsql;

namespace BrainMessenger.Tests;

/// <summary>
/// The engine under test: SQLite in the server's own folder, or with TEST_DATABASE=postgres a fresh database on the
/// server that TEST_POSTGRES names. Only databases made here are ever dropped.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder? _admin;
    private readonly string _name = "bm_test_" + Guid.NewGuid().ToString("N");

    private TestDatabase(Uri? server)
    {
        if (server is null) return;
        var user = server.UserInfo.Split(':', 2);
        _admin = new()
        {
            Host = server.Host, Port = server.Port, Database = server.AbsolutePath.Trim('/'),
            Username = Uri.UnescapeDataString(user[0]), Password = Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""),
            SslMode = SslMode.Prefer, Pooling = false,
        };
        Url = new UriBuilder(server) { Path = _name }.Uri.ToString();
    }

    public static bool IsPostgres => Environment.GetEnvironmentVariable("TEST_DATABASE") == "postgres";

    /// <summary>Null on SQLite.</summary>
    public string? Url { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        if (!IsPostgres) return new(null);
        var server = Environment.GetEnvironmentVariable("TEST_POSTGRES")
            ?? throw new InvalidOperationException("TEST_DATABASE is postgres: TEST_POSTGRES must name a server, as postgresql://user:password@host:port/postgres?sslmode=disable.");
        var database = new TestDatabase(new Uri(server));
        await database.ExecuteAsync($"create database {database._name}");
        return database;
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
