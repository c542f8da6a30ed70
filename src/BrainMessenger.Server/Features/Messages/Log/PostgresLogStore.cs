using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>PostgreSQL: one call of append_messages a batch, which moves the chats and then stores, in one round trip (design §5).</summary>
internal sealed class PostgresLogStore(Database database, TimeProvider time) : ILogStore
{
    /// <summary>The locks of append_messages, in its order.</summary>
    private const string Wait = "select count(*) from (select 1 from chats where id = any($1) order by id for update) locked";

    private const string Stored =
        """
        select a.n, m.seq, m.ordinal, m.created_at
        from unnest($1::uuid[], $2::uuid[]) with ordinality a (sender_id, cid, n)
        join messages m on m.sender_id = a.sender_id and m.cid = a.cid
        """;

    private readonly PostgresAppendCall _append = new(database, time);

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

    public void Dispose() => _append.Dispose();

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
        var places = ChatPlaces.In(calls.ConvertAll(i => batch[i].ChatId));
        var (statuses, seqs, ordinals, times) = Call(calls.ConvertAll(i => batch[i]), places, at);
        for (var i = 0; i < calls.Count && statuses is null; i++)
            outcomes[calls[i]] = Place(seqs[places.Of[i] - 1] - places.Back[i], ordinals[places.Of[i] - 1] - places.Back[i], at.ToUnixTimeMilliseconds(), repeat: false);
        for (var i = 0; i < calls.Count && statuses is not null; i++)
            outcomes[calls[i]] = statuses[i] switch
            {
                0 => Place(seqs[i], ordinals[i], times![i], repeat: false),
                1 => Place(seqs[i], ordinals[i], times![i], repeat: true),
                2 => new(null, MessageErrors.CidReused),
                3 => new(null, Errors.NotFound),
                4 => new(null, Errors.Forbidden),
                5 => new(null, MessageErrors.BadReply),
                _ => new(null, MessageErrors.BadFile),
            };
    }

    private static StoreOutcome Place(long? seq, long? ordinal, long? at, bool repeat) =>
        new(new Position(seq!.Value, ordinal!.Value, DateTimeOffset.FromUnixTimeMilliseconds(at!.Value), repeat), null);

    private AppendAnswer Call(List<MessageAppend> batch, ChatPlaces places, DateTimeOffset at)
    {
        var (fileOf, position, files) = (new List<int>(), new List<int>(), new List<Guid>());
        for (var i = 0; i < batch.Count; i++)
            for (var k = 0; k < batch[i].Body.FileIds.Count; k++)
            {
                fileOf.Add(i + 1);
                position.Add(k);
                files.Add(batch[i].Body.FileIds[k]);
            }

        return _append.Execute(
            places.Chats, places.Counts, places.Of, places.Back,
            batch.ConvertAll(a => a.ActorId).ToArray(), batch.ConvertAll(a => a.Body.Cid).ToArray(),
            batch.ConvertAll(a => a.Body.Text).ToArray(), batch.ConvertAll(a => a.Body.ReplyTo).ToArray(),
            at.ToUnixTimeMilliseconds(), fileOf.ToArray(), position.ToArray(), files.ToArray());
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

/// <summary>The chats of a batch, each once, and where in them its messages go.</summary>
/// <param name="Chats">In the order in which all nodes lock them.</param>
/// <param name="Counts">Messages of each chat.</param>
/// <param name="Of">For each message the place of its chat, from 1.</param>
/// <param name="Back">For each message how many of the same chat come after it.</param>
internal sealed record ChatPlaces(Guid[] Chats, int[] Counts, int[] Of, int[] Back)
{
    public static ChatPlaces In(IReadOnlyList<Guid> chatIds)
    {
        Guid[] chats = [.. chatIds.Distinct().Order()];
        var (counts, of, back) = (new int[chats.Length], new int[chatIds.Count], new int[chatIds.Count]);
        for (var i = chatIds.Count - 1; i >= 0; i--)
        {
            var place = Array.BinarySearch(chats, chatIds[i]);
            (of[i], back[i]) = (place + 1, counts[place]++);
        }

        return new(chats, counts, of, back);
    }
}
