using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BrainMessenger.Server.Data;

internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : AppDb(options)
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    public override bool IsUniqueViolation(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    /// <summary>A write transaction begins with the lock on the whole file.</summary>
    public override Task<Chat?> LockChatAsync(Guid chatId, CancellationToken ct) => Chats.SingleOrDefaultAsync(c => c.Id == chatId, ct);

    public override async Task MoveSentMarksAsync(IReadOnlyList<SentMark> marks, CancellationToken ct)
    {
        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText =
            """
            update members set read_ordinal = $last, read_seq = $seq
            where chat_id = $chat and user_id = $user and left_seq is null and read_ordinal >= $first - 1 and read_ordinal < $last
            """;
        foreach (var name in (string[])["$chat", "$user", "$first", "$last", "$seq"]) command.Parameters.Add(new SqliteParameter(name, null));
        foreach (var mark in marks)
        {
            object[] values = [mark.ChatId.ToByteArray(true), mark.UserId.ToByteArray(true), mark.FirstOrdinal, mark.LastOrdinal, mark.LastSeq];
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public override IQueryable<Stretch> Stretches(IReadOnlyCollection<Stretch> stretches)
    {
        var rows = JsonSerializer.Serialize(stretches.Select(s => new object[] { Convert.ToHexString(s.ChatId.ToByteArray(true)), s.Behind, s.UpTo }));
        return Set<Stretch>().FromSql($"select unhex(value ->> 0) as chat_id, value ->> 1 as behind, value ->> 2 as up_to from json_each({rows})");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.Properties<Guid>().HaveConversion<SqliteGuid>();
        // Parameters of hand-written SQL, too.
        configuration.DefaultTypeMapping<Guid>().HasConversion<SqliteGuid>();
    }
}

/// <summary>Ids are 16 bytes in big-endian order: less than half of the text form, and UUIDv7 stays in time order.</summary>
internal sealed class SqliteGuid() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

/// <summary>
/// What every connection to the file needs: full durability, and waiting inside SQLite (milliseconds) where the
/// provider's own retry would sleep 150 ms at a time.
/// </summary>
internal sealed class SqliteConnectionSetup(SqliteWriteGate gate) : DbConnectionInterceptor
{
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> _done = [];

    public const string Pragmas = "pragma busy_timeout=5000; pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=0;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        gate.Leave(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        gate.Leave(connection);
        return ValueTask.FromResult(result);
    }

    /// <summary>Once for each connection that SQLite really has: one that comes from the pool keeps what was set.</summary>
    public static void Apply(DbConnection connection)
    {
        if (!_done.TryAdd(((SqliteConnection)connection).Handle!, _done)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
