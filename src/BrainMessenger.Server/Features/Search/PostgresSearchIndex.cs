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
    public const int EraBits = 15;

    /// <summary>How many documents one search by filters alone looks at.</summary>
    private const int Stretch = 50_000;

    /// <summary>
    /// For the statement behind it in the same round trip: many eras look expensive to the planner, which would compile the
    /// statement for ten times as long as it runs.
    /// </summary>
    private const string WithoutCompiling = "select set_config('jit', 'off', true)";

    private readonly PostgresSearchWriter _writer = new(database);

    /// <summary>Never: it is a part of the database.</summary>
    public event Action? Lost
    {
        add { }
        remove { }
    }

    public Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct) => _writer.WriteAsync(batch, ct);

    public Task ForgetAsync(Guid chatId, CancellationToken ct) => _writer.ForgetAsync(chatId, ct);

    public async Task<(IReadOnlyList<SearchCandidate> Found, long Next)> FindAsync(SearchProbe probe, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        var floor = probe.Grams.Count > 0 ? 0 : Math.Max(0, probe.Below - Stretch);
        var search = new NpgsqlBatchCommand();
        search.CommandText = probe.Grams.Count > 0 ? ByGrams(probe, search.Parameters) : ByFilters(probe, floor, search.Parameters);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(WithoutCompiling), search } };

        var (found, count, last) = (new List<SearchCandidate>(), 0, probe.Below);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
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
        await using var command = connection.Sql("select coalesce(max(doc), 0) from search_docs");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<IReadOnlyDictionary<Guid, long>> ProgressAsync(IReadOnlyCollection<Guid> chatIds, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var command = connection.Sql("select chat_id, seq from search_progress where chat_id = any($1)");
        command.Parameters.AddValue(chatIds.ToArray(), NpgsqlDbType.Uuid);
        var progress = new Dictionary<Guid, long>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) progress.Add(rows.GetGuid(0), rows.GetInt64(1));
        return progress;
    }

    public async Task<IReadOnlyList<Guid>> BehindAsync(CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var command = connection.Sql(SearchReader.Behind);
        var chatIds = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) chatIds.Add(rows.GetGuid(0));
        return chatIds;
    }

    /// <summary>
    /// The inner fence (`offset 0`) makes the index on grams the way in: beside a limit and an order the planner would
    /// rather walk all documents backwards, or begin with the reader's chats.
    /// </summary>
    private static string ByGrams(SearchProbe probe, NpgsqlParameterCollection parameters)
    {
        var eras = Enumerable.Range(0, (int)((probe.Below - 1) >> EraBits) + 1).Reverse().Select(era => Mix(era)).ToArray();
        parameters.AddValue(eras, NpgsqlDbType.Integer);
        parameters.AddValue(probe.Grams.ToArray(), NpgsqlDbType.Integer);
        parameters.AddValue(probe.Below);
        parameters.AddValue(probe.Limit);
        return
            $"""
            select f.doc, f.chat_id, f.seq, f.names, m.text from (
                select c.* from unnest($1) with ordinality as e (mix, n) cross join lateral (
                    select d.doc, d.chat_id, d.seq, d.names from (
                        select i.* from search_docs i where i.grams @> array(select g # e.mix from unnest($2) as g) offset 0) d
                    where d.doc < $3 {Filters(probe.Scope, parameters)}
                    order by d.doc desc limit $4) c
                limit $4) f
            left join messages m on m.chat_id = f.chat_id and m.seq = f.seq and m.deleted_at is null
            """;
    }

    private static string ByFilters(SearchProbe probe, long floor, NpgsqlParameterCollection parameters)
    {
        parameters.AddValue(probe.Below);
        parameters.AddValue(floor);
        parameters.AddValue(probe.Limit);
        return
            $"""
            select f.doc, f.chat_id, f.seq, f.names, m.text from (
                select d.doc, d.chat_id, d.seq, d.names from search_docs d
                where d.doc < $1 and d.doc >= $2 {Filters(probe.Scope, parameters)}
                order by d.doc desc limit $3) f
            left join messages m on m.chat_id = f.chat_id and m.seq = f.seq and m.deleted_at is null
            """;
    }

    private static string Filters(SearchScope scope, NpgsqlParameterCollection parameters)
    {
        var reader = parameters.AddValue(scope.ReaderId);
        var filters = new List<string>
        {
            $"and exists (select 1 from members o where o.chat_id = d.chat_id and o.user_id = {reader} and o.left_seq is null)",
            $"and exists (select 1 from members s where s.chat_id = d.chat_id and s.user_id = {reader} and s.visible_from <= d.seq and (s.left_seq is null or d.seq < s.left_seq))",
        };
        if (scope.IsNarrowed) filters.Add($"and d.chat_id = any({parameters.AddValue(scope.ChatIds.ToArray(), NpgsqlDbType.Uuid)})");
        if (scope.SenderIds is { } senders) filters.Add($"and d.sender_id = any({parameters.AddValue(senders.ToArray(), NpgsqlDbType.Uuid)})");
        if (scope.Query.Before is { } before) filters.Add($"and d.at < {parameters.AddValue(before.ToUnixTimeMilliseconds())}");
        if (scope.Query.After is { } after) filters.Add($"and d.at >= {parameters.AddValue(after.ToUnixTimeMilliseconds())}");
        if (scope.Query.HasFile) filters.Add("and d.names is not null");
        return string.Join(' ', filters);
    }

    /// <summary>Of an era; what a gram of its documents is mixed with.</summary>
    public static int Mix(long era) => unchecked((int)(uint)(era * 2654435761L));
}
