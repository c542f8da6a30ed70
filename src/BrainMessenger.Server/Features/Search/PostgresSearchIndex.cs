using System.Globalization;
using BrainMessenger.Server.Data;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Server.Features.Search;

/// <summary>
/// PostgreSQL: grams in a GIN index, which knows no order. Each gram is therefore mixed with the era of its document, and
/// a search asks era by era from the newest on, in one statement, until it has enough.
/// </summary>
internal sealed class PostgresSearchIndex(Database database) : ISearchIndex
{
    /// <summary>Documents of an era, as a power of two: what the commonest gram finds at once.</summary>
    private const int EraBits = 15;

    private const int Slice = 1000;

    /// <summary>How many documents one search by filters alone looks at.</summary>
    private const int Stretch = 50_000;

    public async Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await MoveAsync(connection, batch.Progress, ct)) return false;
        var numbers = await NumbersAsync(connection, batch, ct);
        await using var upsert = Command(connection,
            """
            insert into search_docs (doc, chat_id, seq, sender_id, at, names, grams)
            select t.doc, t.chat_id, t.seq, t.sender_id, t.at, t.names, t.grams::integer[]
            from unnest($1, $2, $3, $4, $5, $6, $7) as t (doc, chat_id, seq, sender_id, at, names, grams)
            on conflict (doc) do update set grams = excluded.grams
            """);
        SearchDocument[] documents = [.. batch.Changed, .. batch.Added];
        Add(upsert, numbers, NpgsqlDbType.Bigint);
        Add(upsert, documents.Select(d => d.ChatId).ToArray(), NpgsqlDbType.Uuid);
        Add(upsert, documents.Select(d => d.Seq).ToArray(), NpgsqlDbType.Bigint);
        Add(upsert, documents.Select(d => d.SenderId).ToArray(), NpgsqlDbType.Uuid);
        Add(upsert, documents.Select(d => d.At.ToUnixTimeMilliseconds()).ToArray(), NpgsqlDbType.Bigint);
        Add(upsert, documents.Select(d => d.Names).ToArray(), NpgsqlDbType.Text);
        Add(upsert, documents.Select((d, i) => Literal(d.Grams, Mix(numbers[i] >> EraBits))).ToArray(), NpgsqlDbType.Text);
        if (documents.Length > 0) await upsert.ExecuteNonQueryAsync(ct);

        await using var remove = Command(connection, "delete from search_docs d using unnest($1, $2) as t (chat_id, seq) where d.chat_id = t.chat_id and d.seq = t.seq");
        Add(remove, batch.Removed.Select(r => r.ChatId).ToArray(), NpgsqlDbType.Uuid);
        Add(remove, batch.Removed.Select(r => r.Seq).ToArray(), NpgsqlDbType.Bigint);
        if (batch.Removed.Count > 0) await remove.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task<(IReadOnlyList<SearchCandidate> Found, long Next)> FindAsync(SearchProbe probe, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        var floor = probe.Grams.Count > 0 ? 0 : Math.Max(0, probe.Below - Stretch);
        await using var command = Command(connection, "");
        command.CommandText = probe.Grams.Count > 0 ? ByGrams(probe, command) : ByFilters(probe, floor, command);

        var (found, count, last) = (new List<SearchCandidate>(), 0, probe.Below);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            (count, last) = (count + 1, Math.Min(last, rows.GetInt64(0)));
            if (!rows.IsDBNull(4)) found.Add(new(rows.GetInt64(0), rows.GetGuid(1), rows.GetInt64(2), rows.GetString(4), rows.IsDBNull(3) ? null : rows.GetString(3)));
        }

        return ([.. found.OrderByDescending(f => f.Document)], count == probe.Limit ? last : floor);
    }

    public async Task<long> CountAsync(CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var command = Command(connection, "select coalesce(max(doc), 0) from search_docs");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<IReadOnlyDictionary<Guid, long>> ProgressAsync(IReadOnlyCollection<Guid> chatIds, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var command = Command(connection, "select chat_id, seq from search_progress where chat_id = any($1)");
        Add(command, chatIds.ToArray(), NpgsqlDbType.Uuid);
        var progress = new Dictionary<Guid, long>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) progress.Add(rows.GetGuid(0), rows.GetInt64(1));
        return progress;
    }

    public async Task<IReadOnlyList<Guid>> BehindAsync(CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var command = Command(connection, SearchReader.Behind);
        var chatIds = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) chatIds.Add(rows.GetGuid(0));
        return chatIds;
    }

    public async Task ForgetAsync(Guid chatId, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        int removed;
        do
        {
            await using var remove = Command(connection, $"delete from search_docs where doc in (select doc from search_docs where chat_id = $1 order by seq limit {Slice})");
            Add(remove, chatId, null);
            removed = await remove.ExecuteNonQueryAsync(ct);
        }
        while (removed == Slice);
        await using var forget = Command(connection, "delete from search_progress where chat_id = $1");
        Add(forget, chatId, null);
        await forget.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// The inner fence (`offset 0`) makes the index on grams the way in: beside a limit and an order the planner would
    /// rather walk all documents backwards, or begin with the reader's chats.
    /// </summary>
    private static string ByGrams(SearchProbe probe, NpgsqlCommand command)
    {
        var eras = Enumerable.Range(0, (int)((probe.Below - 1) >> EraBits) + 1).Reverse().Select(era => Mix(era)).ToArray();
        Add(command, eras, NpgsqlDbType.Integer);
        Add(command, probe.Grams.ToArray(), NpgsqlDbType.Integer);
        Add(command, probe.Below, null);
        Add(command, probe.Limit, null);
        return
            $"""
            select f.doc, f.chat_id, f.seq, f.names, m.text from (
                select c.* from unnest($1) with ordinality as e (mix, n) cross join lateral (
                    select d.doc, d.chat_id, d.seq, d.names from (
                        select i.* from search_docs i where i.grams @> array(select g # e.mix from unnest($2) as g) offset 0) d
                    where d.doc < $3 {Filters(probe.Scope, command)}
                    order by d.doc desc limit $4) c
                limit $4) f
            left join messages m on m.chat_id = f.chat_id and m.seq = f.seq and m.deleted_at is null
            """;
    }

    private static string ByFilters(SearchProbe probe, long floor, NpgsqlCommand command)
    {
        Add(command, probe.Below, null);
        Add(command, floor, null);
        Add(command, probe.Limit, null);
        return
            $"""
            select f.doc, f.chat_id, f.seq, f.names, m.text from (
                select d.doc, d.chat_id, d.seq, d.names from search_docs d
                where d.doc < $1 and d.doc >= $2 {Filters(probe.Scope, command)}
                order by d.doc desc limit $3) f
            left join messages m on m.chat_id = f.chat_id and m.seq = f.seq and m.deleted_at is null
            """;
    }

    private static string Filters(SearchScope scope, NpgsqlCommand command)
    {
        var reader = Add(command, scope.ReaderId, null);
        var filters = new List<string>
        {
            $"and exists (select 1 from members o where o.chat_id = d.chat_id and o.user_id = {reader} and o.left_seq is null)",
            $"and exists (select 1 from members s where s.chat_id = d.chat_id and s.user_id = {reader} and s.visible_from <= d.seq and (s.left_seq is null or d.seq < s.left_seq))",
        };
        if (scope.IsNarrowed) filters.Add($"and d.chat_id = any({Add(command, scope.ChatIds.ToArray(), NpgsqlDbType.Uuid)})");
        if (scope.SenderIds is { } senders) filters.Add($"and d.sender_id = any({Add(command, senders.ToArray(), NpgsqlDbType.Uuid)})");
        if (scope.Query.Before is { } before) filters.Add($"and d.at < {Add(command, before.ToUnixTimeMilliseconds(), null)}");
        if (scope.Query.After is { } after) filters.Add($"and d.at >= {Add(command, after.ToUnixTimeMilliseconds(), null)}");
        if (scope.Query.HasFile) filters.Add("and d.names is not null");
        return string.Join(' ', filters);
    }

    /// <summary>The row of a chat's progress is what two nodes would meet at.</summary>
    private static async Task<bool> MoveAsync(NpgsqlConnection connection, IReadOnlyList<SearchProgress> progress, CancellationToken ct)
    {
        await using var move = Command(connection,
            """
            insert into search_progress as p (chat_id, seq)
            select t.chat_id, t.till from unnest($1, $2, $3) as t (chat_id, since, till) order by t.chat_id
            on conflict (chat_id) do update set seq = excluded.seq
            where p.seq = (select t.since from unnest($1, $2) as t (chat_id, since) where t.chat_id = p.chat_id)
            """);
        Add(move, progress.Select(p => p.ChatId).ToArray(), NpgsqlDbType.Uuid);
        Add(move, progress.Select(p => p.From).ToArray(), NpgsqlDbType.Bigint);
        Add(move, progress.Select(p => p.To).ToArray(), NpgsqlDbType.Bigint);
        return await move.ExecuteNonQueryAsync(ct) == progress.Count;
    }

    /// <summary>A number for each document of the batch, changed ones first: their own, or new ones.</summary>
    private static async Task<long[]> NumbersAsync(NpgsqlConnection connection, SearchBatch batch, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            select coalesce(d.doc, nextval('search_doc_numbers')) from unnest($1, $2) with ordinality as t (chat_id, seq, n)
            left join search_docs d on d.chat_id = t.chat_id and d.seq = t.seq
            order by t.n
            """);
        SearchDocument[] documents = [.. batch.Changed, .. batch.Added];
        Add(command, documents.Select(d => d.ChatId).ToArray(), NpgsqlDbType.Uuid);
        Add(command, documents.Select(d => d.Seq).ToArray(), NpgsqlDbType.Bigint);
        var numbers = new List<long>(documents.Length);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) numbers.Add(rows.GetInt64(0));
        return [.. numbers];
    }

    private static int Mix(long era) => unchecked((int)(uint)(era * 2654435761L));

    private static string Literal(IReadOnlyCollection<int> grams, int mix) =>
        $"{{{string.Join(',', grams.Select(gram => (gram ^ mix).ToString(CultureInfo.InvariantCulture)))}}}";

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection);

    /// <summary>Adds a value, or an array where its element's type is given; its place in the statement.</summary>
    private static string Add(NpgsqlCommand command, object value, NpgsqlDbType? element)
    {
        command.Parameters.Add(element is { } type ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | type } : new NpgsqlParameter { Value = value });
        return $"${command.Parameters.Count}";
    }
}
