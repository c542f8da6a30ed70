using Npgsql;

namespace BrainMessenger.Tests.Shared;

/// <summary>A fresh database on the server that TEST_POSTGRES names. Only databases made here are ever dropped.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _admin;
    private readonly string _name = "bm_test_" + Guid.NewGuid().ToString("N");

    private PostgresDatabase(Uri server)
    {
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
        Url = At(server);
    }

    /// <summary>For NEON_DATABASE_URL.</summary>
    public Uri Url { get; }

    public static async Task<PostgresDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("TEST_POSTGRES")
            ?? throw new InvalidOperationException("TEST_POSTGRES must name a server on which databases may be made, as postgresql://user:password@host:port/postgres?sslmode=require.");
        var database = new PostgresDatabase(new Uri(server));
        await database.ExecuteAsync($"create database {database._name}");
        return database;
    }

    /// <summary>The same database by way of another server, such as a pooler.</summary>
    public Uri At(Uri server) => new UriBuilder(server) { Path = _name }.Uri;

    /// <summary>The same database by way of a proxy, which has to read what passes.</summary>
    public Uri Through(FaultProxy proxy) => new UriBuilder(Url) { Host = "127.0.0.1", Port = proxy.Port, Query = "sslmode=disable" }.Uri;

    public async ValueTask DisposeAsync() => await ExecuteAsync($"drop database if exists {_name} with (force)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_admin.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
