using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>PostgreSQL: one call of append_messages a batch, which locks the chats and then stores, in one round trip (design §5).</summary>
internal sealed class PostgresLogStore(Database database) : ILogStore
{
    /// <summary>The locks of append_messages, in its order.</summary>
    private const string Wait = "select count(*) from (select 1 from chats where id = any($1) order by id for update) locked";

    private const string Stored =
        """
        select a.n, m.seq, m.ordinal, m.created_at
        from unnest($1::uuid[], $2::uuid[]) with ordinality a (sender_id, cid, n)
        join messages m on m.sender_id = a.sender_id and m.cid = a.cid
        """;

    private const string Call = "select n, status, seq, ordinal, at from append_messages($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public StoreOutcome[] Append(IReadOnlyList<MessageAppend> batch, DateTimeOffset at)
    {
        var outcomes = new StoreOutcome[batch.Count];
        var first = LeaveOutRepeats(batch, out var calls);
        Execute(batch, calls, at, outcomes);
        for (var i = 0; i < batch.Count; i++)
            if (first[i] != i) outcomes[i] = AsRepeat(batch[first[i]], batch[i], outcomes[first[i]]);
        return outcomes;
    }

    public Position?[] Find(IReadOnlyList<MessageAppend> batch)
    {
        var found = new Position?[batch.Count];
        using var connection = database.Postgres!.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using var wait = new NpgsqlCommand(Wait, connection, transaction);
        Add(wait, batch.Select(a => a.ChatId).Distinct().ToArray(), NpgsqlDbType.Uuid);
        wait.ExecuteNonQuery();
        using var stored = new NpgsqlCommand(Stored, connection, transaction);
        Add(stored, batch.Select(a => a.ActorId).ToArray(), NpgsqlDbType.Uuid);
        Add(stored, batch.Select(a => a.Body.Cid).ToArray(), NpgsqlDbType.Uuid);
        using var rows = stored.ExecuteReader();
        while (rows.Read())
            found[(int)rows.GetInt64(0) - 1] = new(rows.GetInt64(1), rows.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3)), Repeat: true);
        return found;
    }

    public void Dispose()
    {
    }

    /// <summary>A cid that stands twice in one batch is stored by its first and answered like a repeat for the others.</summary>
    private static int[] LeaveOutRepeats(IReadOnlyList<MessageAppend> batch, out List<int> calls)
    {
        var seen = new Dictionary<(Guid, Guid), int>(batch.Count);
        var first = new int[batch.Count];
        calls = new List<int>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            if (seen.TryAdd((batch[i].Body.Cid, batch[i].ActorId), i)) calls.Add(i);
            first[i] = seen[(batch[i].Body.Cid, batch[i].ActorId)];
        }

        return first;
    }

    private void Execute(IReadOnlyList<MessageAppend> batch, List<int> calls, DateTimeOffset at, StoreOutcome[] outcomes)
    {
        using var connection = database.Postgres!.OpenConnection();
        using var command = Command(connection, batch, calls, at);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            outcomes[calls[rows.GetInt32(0) - 1]] = rows.GetInt16(1) switch
            {
                0 => Place(rows, repeat: false),
                1 => Place(rows, repeat: true),
                2 => new(null, MessageErrors.CidReused),
                3 => new(null, Errors.NotFound),
                4 => new(null, Errors.Forbidden),
                5 => new(null, MessageErrors.BadReply),
                _ => new(null, MessageErrors.BadFile),
            };
    }

    private static StoreOutcome Place(NpgsqlDataReader row, bool repeat) =>
        new(new Position(row.GetInt64(2), row.GetInt64(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), repeat), null);

    private static NpgsqlCommand Command(NpgsqlConnection connection, IReadOnlyList<MessageAppend> batch, List<int> calls, DateTimeOffset at)
    {
        var count = calls.Count;
        var (chats, senders, cids) = (new Guid[count], new Guid[count], new Guid[count]);
        var (texts, replies) = (new string[count], new long?[count]);
        var (fileOf, position, files) = (new List<int>(), new List<int>(), new List<Guid>());
        for (var i = 0; i < count; i++)
        {
            var append = batch[calls[i]];
            (chats[i], senders[i], cids[i]) = (append.ChatId, append.ActorId, append.Body.Cid);
            (texts[i], replies[i]) = (append.Body.Text, append.Body.ReplyTo);
            for (var k = 0; k < append.Body.FileIds.Count; k++)
            {
                fileOf.Add(i + 1);
                position.Add(k);
                files.Add(append.Body.FileIds[k]);
            }
        }

        var command = new NpgsqlCommand(Call, connection);
        Add(command, chats, NpgsqlDbType.Uuid);
        Add(command, senders, NpgsqlDbType.Uuid);
        Add(command, cids, NpgsqlDbType.Uuid);
        Add(command, texts, NpgsqlDbType.Text);
        Add(command, replies, NpgsqlDbType.Bigint);
        command.Parameters.Add(new() { Value = at.ToUnixTimeMilliseconds(), NpgsqlDbType = NpgsqlDbType.Bigint });
        Add(command, fileOf.ToArray(), NpgsqlDbType.Integer);
        Add(command, position.ToArray(), NpgsqlDbType.Integer);
        Add(command, files.ToArray(), NpgsqlDbType.Uuid);
        return command;
    }

    private static void Add(NpgsqlCommand command, Array values, NpgsqlDbType element) =>
        command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element });

    private static StoreOutcome AsRepeat(MessageAppend first, MessageAppend second, StoreOutcome outcome)
    {
        if (outcome.Position is not { } position) return outcome;
        var same = first.ChatId == second.ChatId && first.Body.Text == second.Body.Text && first.Body.ReplyTo == second.Body.ReplyTo
            && first.Body.FileIds.SequenceEqual(second.Body.FileIds);
        return same ? new(position with { Repeat = true }, null) : new(null, MessageErrors.CidReused);
    }
}
