using System.Data.Common;
using System.Security.Cryptography;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Brings the schema up to this server, one transaction a step. The lock is taken inside each transaction and the state
/// read again under it, so two nodes starting at once, also through a transaction pooler, are safe.
/// </summary>
internal sealed class Migrator(Database database, TimeProvider time)
{
    /// <summary>Any number will do as long as nobody else locks on it ("brain" in ASCII).</summary>
    private const long LockKey = 0x627261696e;

    private static readonly Version _server = typeof(Migrator).Assembly.GetName().Version!;

    /// <summary>Applies what is missing; returns how many steps that were.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenDirectAsync(ct);
        if (await IsCurrentAsync(connection, ct)) return 0;
        await CreateLedgerAsync(connection, ct);
        var applied = 0;
        foreach (var migration in Migration.All(database.Engine))
            if (await ApplyAsync(connection, migration, ct)) applied++;
        await RefuseNewerAsync(connection, ct);
        await EnsureEpochAsync(connection, ct);
        return applied;
    }

    /// <summary>The usual start, in a few reads: a distant database answers each lock and transaction with a round trip.</summary>
    private async Task<bool> IsCurrentAsync(DbConnection connection, CancellationToken ct)
    {
        var tables = database.Engine is Engine.Sqlite ? "sqlite_master where type = 'table' and name" : "pg_tables where schemaname = current_schema() and tablename";
        if (await CountAsync(connection, $"select count(*) from {tables} in ('schema_migrations', 'epoch')", ct) < 2) return false;
        if (await CountAsync(connection, "select count(*) from epoch", ct) == 0) return false;

        var expected = Migration.All(database.Engine).ToDictionary(m => m.Number, m => m.Checksum);
        await using var command = Command(connection, null, "select number, checksum from schema_migrations");
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            if (!expected.Remove(rows.GetInt32(0), out var checksum) || checksum != rows.GetString(1)) return false;
        return expected.Count == 0;
    }

    private static async Task<long> CountAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = Command(connection, null, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct));
    }

    private async Task CreateLedgerAsync(DbConnection connection, CancellationToken ct)
    {
        await using var transaction = await BeginLockedAsync(connection, ct);
        await ExecuteAsync(connection, transaction,
            "create table if not exists schema_migrations (number integer not null primary key, name text not null, checksum text not null, oldest_server text not null, applied_at bigint not null)", ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<bool> ApplyAsync(DbConnection connection, Migration migration, CancellationToken ct)
    {
        await using var transaction = await BeginLockedAsync(connection, ct);
        if (await StoredChecksumAsync(connection, transaction, migration.Number, ct) is { } stored)
        {
            if (stored != migration.Checksum)
                throw new StartupException(ExitCode.Database,
                    $"The schema was made by another version of migration {migration.Number:0000}_{migration.Name}: start the server version that made it, or restore a backup.");
            return false;
        }

        await ExecuteAsync(connection, transaction, migration.Sql, ct);
        await ExecuteAsync(connection, transaction,
            "insert into schema_migrations (number, name, checksum, oldest_server, applied_at) values (@number, @name, @checksum, @oldest, @at)", ct,
            ("number", migration.Number), ("name", migration.Name), ("checksum", migration.Checksum),
            ("oldest", migration.OldestServer.ToString(3)), ("at", time.Now().ToUnixTimeMilliseconds()));
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task RefuseNewerAsync(DbConnection connection, CancellationToken ct)
    {
        var newest = Migration.All(database.Engine)[^1].Number;
        await using var command = Command(connection, null, "select number, name, oldest_server from schema_migrations where number > @newest order by number", ("newest", newest));
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var oldest = Version.Parse(reader.GetString(2));
            if (new Version(_server.Major, _server.Minor, _server.Build) < oldest)
                throw new StartupException(ExitCode.Database,
                    $"The database has migration {reader.GetInt32(0):0000}_{reader.GetString(1)}, which needs server {oldest} or later: start that version.");
        }
    }

    private async Task EnsureEpochAsync(DbConnection connection, CancellationToken ct)
    {
        await using var transaction = await BeginLockedAsync(connection, ct);
        await using (var command = Command(connection, transaction, "select count(*) from epoch"))
            if (Convert.ToInt64(await command.ExecuteScalarAsync(ct)) > 0) return;
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        await ExecuteAsync(connection, transaction, "insert into epoch (id) values (@id)", ct,
            ("id", database.Engine is Engine.Sqlite ? id.ToByteArray(true) : id));
        await transaction.CommitAsync(ct);
    }

    private async Task<DbTransaction> BeginLockedAsync(DbConnection connection, CancellationToken ct)
    {
        // SQLite begins with the write lock held (BEGIN IMMEDIATE); PostgreSQL takes the advisory lock of this transaction.
        var transaction = await connection.BeginTransactionAsync(ct);
        if (database.Engine is Engine.Postgres) await ExecuteAsync(connection, transaction, $"select pg_advisory_xact_lock({LockKey})", ct);
        return transaction;
    }

    private static async Task<string?> StoredChecksumAsync(DbConnection connection, DbTransaction transaction, int number, CancellationToken ct)
    {
        await using var command = Command(connection, transaction, "select checksum from schema_migrations where number = @number", ("number", number));
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, transaction, sql, parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.CommandTimeout = 600;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
