using System.Data.Common;
using BrainMessenger.Server.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Bench.Seeding;

/// <summary>Writes whole tables in one transaction, by each engine's fastest way.</summary>
internal abstract class BulkWriter(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    public static async Task<BulkWriter> OpenAsync(Database database, CancellationToken ct)
    {
        var connection = await database.OpenAsync(ct);
        if (connection is NpgsqlConnection postgres)
            return new PostgresBulkWriter(postgres, await postgres.BeginTransactionAsync(ct));
        var sqlite = (SqliteConnection)connection;
        Execute(sqlite, "pragma cache_size = -262144");
        return new SqliteBulkWriter(sqlite, sqlite.BeginTransaction());
    }

    /// <summary>Values are Guid, string, long, int, bool or null.</summary>
    public abstract Task WriteAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken ct);

    public virtual async Task CommitAsync(CancellationToken ct)
    {
        await transaction.CommitAsync(ct);
        Execute(connection, "analyze");
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    protected static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}

internal sealed class PostgresBulkWriter(NpgsqlConnection connection, DbTransaction transaction) : BulkWriter(connection, transaction)
{
    public override async Task WriteAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", ct);
        copy.Timeout = TimeSpan.FromMinutes(30);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            foreach (var value in row)
            {
                await (value switch
                {
                    null => copy.WriteNullAsync(ct),
                    Guid id => copy.WriteAsync(id, NpgsqlDbType.Uuid, ct),
                    string text => copy.WriteAsync(text, NpgsqlDbType.Text, ct),
                    bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, ct),
                    long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, ct),
                    _ => throw new ArgumentException($"{value.GetType()} is no column's type."),
                });
            }
        }

        await copy.CompleteAsync(ct);
    }
}

internal sealed class SqliteBulkWriter(SqliteConnection connection, SqliteTransaction transaction) : BulkWriter(connection, transaction)
{
    public override Task WriteAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(column => "@" + column))})";
        var parameters = columns.Select(column => insert.Parameters.Add(new SqliteParameter { ParameterName = "@" + column })).ToArray();
        insert.Prepare();
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++)
                parameters[i].Value = row[i] switch { null => DBNull.Value, Guid id => id.ToByteArray(bigEndian: true), { } value => value };
            insert.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public override async Task CommitAsync(CancellationToken ct)
    {
        await base.CommitAsync(ct);
        // The server's own connections do not checkpoint by themselves: do not leave it a log as large as the database.
        Execute(connection, "pragma wal_checkpoint(truncate)");
    }
}
