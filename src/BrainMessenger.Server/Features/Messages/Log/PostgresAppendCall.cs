using BrainMessenger.Server.Data;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>What <c>append_messages</c> answers: for each chat where all were stored, else for each message.</summary>
internal sealed record AppendAnswer(short[]? Statuses, long?[] Seqs, long?[] Ordinals, long?[]? Times);

/// <summary>
/// The call that stores a batch, on a connection of the writer's own: the pool would hand out another one each time, and the
/// database plans for each anew. Prepared where nothing stands between us and the database.
/// </summary>
internal sealed class PostgresAppendCall(Database database, TimeProvider time) : IDisposable
{
    private const string Call = "select status, seq, ordinal, at from append_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private static readonly NpgsqlDbType[] _types =
    [
        NpgsqlDbType.Array | NpgsqlDbType.Uuid, NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Integer,
        NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Uuid, NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Bigint,
        NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Integer, NpgsqlDbType.Array | NpgsqlDbType.Uuid,
    ];

    /// <summary>A database that suspends when idle takes its connections with it: what was not used for longer is asked first.</summary>
    private static readonly TimeSpan _trusted = TimeSpan.FromSeconds(30);

    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _command;
    private long _usedAt;

    /// <summary>Runs the call with one value for each parameter, to behind its commit. Whatever fails ends the connection.</summary>
    public AppendAnswer Execute(params ReadOnlySpan<object> values)
    {
        try
        {
            if (_command is not null && time.GetElapsedTime(_usedAt) > _trusted && !Answers(_connection!)) Dispose();
            var command = _command ??= Open();
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            _usedAt = time.GetTimestamp();
            using var rows = command.ExecuteReader();
            rows.Read();
            var answer = new AppendAnswer(
                rows.IsDBNull(0) ? null : rows.GetFieldValue<short[]>(0), rows.GetFieldValue<long?[]>(1), rows.GetFieldValue<long?[]>(2),
                rows.IsDBNull(3) ? null : rows.GetFieldValue<long?[]>(3));
            // A row can be here before the commit is: what comes behind it says that it happened.
            rows.NextResult();
            return answer;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _command?.Dispose();
        _connection?.Dispose();
        (_command, _connection) = (null, null);
    }

    private NpgsqlCommand Open()
    {
        _connection = database.OpenApart();
        var command = new NpgsqlCommand(Call, _connection);
        foreach (var type in _types) command.Parameters.Add(new() { NpgsqlDbType = type });
        if (IsDirect(_connection)) command.Prepare();
        return command;
    }

    private static bool Answers(NpgsqlConnection connection)
    {
        try
        {
            using var ask = new NpgsqlCommand("select 1", connection) { CommandTimeout = 3 };
            ask.ExecuteScalar();
            return true;
        }
        catch (NpgsqlException e) when (DatabaseFaults.Of(e) is { PassesSoon: true })
        {
            return false;
        }
    }

    /// <summary>A transaction pooler gives a connection other processes than the one it named, which know nothing of what was prepared.</summary>
    private static bool IsDirect(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand("select pg_backend_pid()", connection);
        return (int)ask.ExecuteScalar()! == connection.ProcessID;
    }
}
