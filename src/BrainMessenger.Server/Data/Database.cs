using System.Data.Common;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BrainMessenger.Server.Data;

internal enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Which database this server uses, and how to open a bare connection to it (hand-written SQL, migrations).</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly string? _direct;

    public Database(Settings settings, DataDirectory data)
    {
        if (settings.DatabaseUrl is null)
        {
            Engine = Engine.Sqlite;
            WriteGate = new();
            ConnectionString = new SqliteConnectionStringBuilder { DataSource = data.Database, DefaultTimeout = 10 }.ToString();
            return;
        }

        Engine = Engine.Postgres;
        var address = PostgresAddress.Parse(settings.DatabaseUrl);
        ConnectionString = address.ConnectionString;
        _direct = address.DirectConnectionString;
        Postgres = NpgsqlDataSource.Create(ConnectionString);
    }

    public Engine Engine { get; }

    /// <summary>Holds the password on PostgreSQL: never logged.</summary>
    public string ConnectionString { get; }

    /// <summary>The pool; null on SQLite.</summary>
    public NpgsqlDataSource? Postgres { get; }

    /// <summary>Where the writers of this process stand in line; null on PostgreSQL, which has its own locks.</summary>
    public SqliteWriteGate? WriteGate { get; }

    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        if (Postgres is { } source) return await source.OpenConnectionAsync(ct);
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(ct);
        SqliteConnectionSetup.Apply(connection);
        return connection;
    }

    /// <summary>A connection to PostgreSQL that no pool keeps or counts, for whoever holds it for long.</summary>
    public NpgsqlConnection OpenApart()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Past a transaction pooler, where the work takes long (migrations).</summary>
    public async Task<DbConnection> OpenDirectAsync(CancellationToken ct)
    {
        if (_direct is null) return await OpenAsync(ct);
        var connection = new NpgsqlConnection(_direct + ";Pooling=false");
        await connection.OpenAsync(ct);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null) await Postgres.DisposeAsync();
        else SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        WriteGate?.Dispose();
    }
}
