using System.Globalization;
using BrainMessenger.Server.Data;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Writes the index: a batch is one transaction.</summary>
internal sealed class PostgresSearchWriter(Database database)
{
    private const int Slice = 1000;

    public async Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await MoveAsync(connection, batch.Progress, ct)) return false;
        var numbers = await NumbersAsync(connection, batch, ct);
        await using var upsert = connection.Sql(
            """
            insert into search_docs (doc, chat_id, seq, sender_id, at, names, grams)
            select t.doc, t.chat_id, t.seq, t.sender_id, t.at, t.names, t.grams::integer[]
            from unnest($1, $2, $3, $4, $5, $6, $7) as t (doc, chat_id, seq, sender_id, at, names, grams)
            on conflict (doc) do update set grams = excluded.grams
            """);
        SearchDocument[] documents = [.. batch.Changed, .. batch.Added];
        upsert.Parameters.AddValue(numbers, NpgsqlDbType.Bigint);
        upsert.Parameters.AddValue(documents.Select(d => d.ChatId).ToArray(), NpgsqlDbType.Uuid);
        upsert.Parameters.AddValue(documents.Select(d => d.Seq).ToArray(), NpgsqlDbType.Bigint);
        upsert.Parameters.AddValue(documents.Select(d => d.SenderId).ToArray(), NpgsqlDbType.Uuid);
        upsert.Parameters.AddValue(documents.Select(d => d.At.ToUnixTimeMilliseconds()).ToArray(), NpgsqlDbType.Bigint);
        upsert.Parameters.AddValue(documents.Select(d => d.Names).ToArray(), NpgsqlDbType.Text);
        upsert.Parameters.AddValue(documents.Select((d, i) => Literal(d.Grams, PostgresSearchIndex.Mix(numbers[i] >> PostgresSearchIndex.EraBits))).ToArray(), NpgsqlDbType.Text);
        if (documents.Length > 0) await upsert.ExecuteNonQueryAsync(ct);

        await using var remove = connection.Sql("delete from search_docs d using unnest($1, $2) as t (chat_id, seq) where d.chat_id = t.chat_id and d.seq = t.seq");
        remove.Parameters.AddValue(batch.Removed.Select(r => r.ChatId).ToArray(), NpgsqlDbType.Uuid);
        remove.Parameters.AddValue(batch.Removed.Select(r => r.Seq).ToArray(), NpgsqlDbType.Bigint);
        if (batch.Removed.Count > 0) await remove.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task ForgetAsync(Guid chatId, CancellationToken ct)
    {
        await using var connection = await database.Postgres!.OpenConnectionAsync(ct);
        int removed;
        do
        {
            await using var remove = connection.Sql($"delete from search_docs where doc in (select doc from search_docs where chat_id = $1 order by seq limit {Slice})");
            remove.Parameters.AddValue(chatId);
            removed = await remove.ExecuteNonQueryAsync(ct);
        }
        while (removed == Slice);
        await using var forget = connection.Sql("delete from search_progress where chat_id = $1");
        forget.Parameters.AddValue(chatId);
        await forget.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The row of a chat's progress is what two nodes would meet at.</summary>
    private static async Task<bool> MoveAsync(NpgsqlConnection connection, IReadOnlyList<SearchProgress> progress, CancellationToken ct)
    {
        await using var move = connection.Sql(
            """
            insert into search_progress as p (chat_id, seq)
            select t.chat_id, t.till from unnest($1, $2, $3) as t (chat_id, since, till) order by t.chat_id
            on conflict (chat_id) do update set seq = excluded.seq
            where p.seq = (select t.since from unnest($1, $2) as t (chat_id, since) where t.chat_id = p.chat_id)
            """);
        move.Parameters.AddValue(progress.Select(p => p.ChatId).ToArray(), NpgsqlDbType.Uuid);
        move.Parameters.AddValue(progress.Select(p => p.From).ToArray(), NpgsqlDbType.Bigint);
        move.Parameters.AddValue(progress.Select(p => p.To).ToArray(), NpgsqlDbType.Bigint);
        return await move.ExecuteNonQueryAsync(ct) == progress.Count;
    }

    /// <summary>A number for each document of the batch, changed ones first: their own, or new ones.</summary>
    private static async Task<long[]> NumbersAsync(NpgsqlConnection connection, SearchBatch batch, CancellationToken ct)
    {
        await using var command = connection.Sql(
            """
            select coalesce(d.doc, nextval('search_doc_numbers')) from unnest($1, $2) with ordinality as t (chat_id, seq, n)
            left join search_docs d on d.chat_id = t.chat_id and d.seq = t.seq
            order by t.n
            """);
        SearchDocument[] documents = [.. batch.Changed, .. batch.Added];
        command.Parameters.AddValue(documents.Select(d => d.ChatId).ToArray(), NpgsqlDbType.Uuid);
        command.Parameters.AddValue(documents.Select(d => d.Seq).ToArray(), NpgsqlDbType.Bigint);
        var numbers = new List<long>(documents.Length);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) numbers.Add(rows.GetInt64(0));
        return [.. numbers];
    }

    private static string Literal(IReadOnlyCollection<int> grams, int mix) =>
        $"{{{string.Join(',', grams.Select(gram => (gram ^ mix).ToString(CultureInfo.InvariantCulture)))}}}";
}
