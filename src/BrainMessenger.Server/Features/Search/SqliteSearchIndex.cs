using System.Globalization;
using System.Text.Json;
using BrainMessenger.Server.Data;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Features.Search;

/// <summary>SQLite: grams as words of an FTS5 table, which walks the documents of several words together, the newest first.</summary>
internal sealed class SqliteSearchIndex(Database database) : ISearchIndex
{
    private const int Slice = 1000;

    /// <summary>How many documents one search by filters alone looks at.</summary>
    private const int Stretch = 50_000;

    public async Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct)
    {
        await using var connection = (SqliteConnection)await database.OpenAsync(ct);
        await database.WriteGate!.EnterAsync(connection, ct);
        try
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
            if (!new Writer(connection, transaction).Write(batch)) return false;
            await transaction.CommitAsync(ct);
            return true;
        }
        finally
        {
            database.WriteGate.Leave(connection);
        }
    }

    public async Task<(IReadOnlyList<SearchCandidate> Found, long Next)> FindAsync(SearchProbe probe, CancellationToken ct)
    {
        await using var connection = (SqliteConnection)await database.OpenAsync(ct);
        var floor = probe.Grams.Count > 0 ? 0 : Math.Max(0, probe.Below - Stretch);
        await using var command = connection.CreateCommand();
        // `cross join` keeps the order of the walk; the messages come last, for what the filters left.
        var (number, from) = probe.Grams.Count > 0
            ? ("g.rowid", "search_grams g cross join search_docs d on d.doc = g.rowid where g.search_grams match $grams")
            : ("d.doc", "search_docs d where d.doc >= $floor");
        command.CommandText =
            $"""
            select f.doc, f.chat_id, f.seq, f.names, m.text from (
                select d.doc, d.chat_id, d.seq, d.names from {from} and {number} < $below {Filters(probe.Scope, command)}
                order by {number} desc limit $limit) f
            left join messages m on m.chat_id = f.chat_id and m.seq = f.seq and m.deleted_at is null
            """;
        command.Parameters.AddWithValue("$below", probe.Below);
        command.Parameters.AddWithValue("$floor", floor);
        command.Parameters.AddWithValue("$limit", probe.Limit);
        command.Parameters.AddWithValue("$grams", string.Join(' ', probe.Grams.Select(Word)));

        var (found, count, last) = (new List<SearchCandidate>(), 0, probe.Below);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            (count, last) = (count + 1, rows.GetInt64(0));
            if (!rows.IsDBNull(4)) found.Add(new(last, new Guid((byte[])rows[1], true), rows.GetInt64(2), rows.GetString(4), rows.IsDBNull(3) ? null : rows.GetString(3)));
        }

        return (found, count == probe.Limit ? last : floor);
    }

    public async Task<long> CountAsync(CancellationToken ct)
    {
        await using var connection = (SqliteConnection)await database.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(doc), 0) from search_docs";
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task ForgetAsync(Guid chatId, CancellationToken ct)
    {
        await using var connection = (SqliteConnection)await database.OpenAsync(ct);
        int removed;
        do
        {
            await database.WriteGate!.EnterAsync(connection, ct);
            try
            {
                await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
                removed = new Writer(connection, transaction).Forget(chatId, Slice);
                await transaction.CommitAsync(ct);
            }
            finally
            {
                database.WriteGate.Leave(connection);
            }
        }
        while (removed == Slice);
    }

    private static string Filters(SearchScope scope, SqliteCommand command)
    {
        var filters = new List<string>
        {
            "and exists (select 1 from members o where o.chat_id = d.chat_id and o.user_id = $reader and o.left_seq is null)",
            "and exists (select 1 from members s where s.chat_id = d.chat_id and s.user_id = $reader and s.visible_from <= d.seq and (s.left_seq is null or d.seq < s.left_seq))",
        };
        command.Parameters.AddWithValue("$reader", scope.ReaderId.ToByteArray(true));
        if (scope.IsNarrowed) Among("chat_id", "$chats", scope.ChatIds);
        if (scope.SenderIds is { } senders) Among("sender_id", "$senders", senders);
        if (scope.Query.Before is { } before) Compare("at <", "$before", before);
        if (scope.Query.After is { } after) Compare("at >=", "$after", after);
        if (scope.Query.HasFile) filters.Add("and d.names is not null");
        return string.Join(' ', filters);

        void Among(string column, string name, IReadOnlyList<Guid> ids)
        {
            filters.Add($"and d.{column} in (select unhex(value) from json_each({name}))");
            command.Parameters.AddWithValue(name, JsonSerializer.Serialize(ids.Select(id => Convert.ToHexString(id.ToByteArray(true)))));
        }

        void Compare(string comparison, string name, DateTimeOffset at)
        {
            filters.Add($"and d.{comparison} {name}");
            command.Parameters.AddWithValue(name, at.ToUnixTimeMilliseconds());
        }
    }

    private static string Word(int gram) => gram.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The statements of one transaction.</summary>
    private sealed class Writer(SqliteConnection connection, SqliteTransaction transaction)
    {
        public bool Write(SearchBatch batch)
        {
            foreach (var (chatId, from, to) in batch.Progress)
            {
                if (Run("insert into search_progress (chat_id, seq) select $1, $2 where $3 = 0 on conflict do nothing", Bytes(chatId), to, from) == 0
                    && Run("update search_progress set seq = $1 where chat_id = $2 and seq = $3", to, Bytes(chatId), from) == 0) return false;
            }

            var next = (long)Ask("select coalesce(max(doc), 0) + 1 from search_docs")!;
            foreach (var document in batch.Changed)
            {
                if (Ask("select doc from search_docs where chat_id = $1 and seq = $2", Bytes(document.ChatId), document.Seq) is long known) Replace(known, document);
                else Insert(next++, document);
            }

            foreach (var document in batch.Added) Insert(next++, document);
            foreach (var (chatId, seq) in batch.Removed)
            {
                if (Ask("delete from search_docs where chat_id = $1 and seq = $2 returning doc", Bytes(chatId), seq) is long gone) Run("delete from search_grams where rowid = $1", gone);
            }

            return true;
        }

        public int Forget(Guid chatId, int slice)
        {
            Run($"delete from search_grams where rowid in (select doc from search_docs where chat_id = $1 order by seq limit {slice})", Bytes(chatId));
            var removed = Run($"delete from search_docs where doc in (select doc from search_docs where chat_id = $1 order by seq limit {slice})", Bytes(chatId));
            if (removed < slice) Run("delete from search_progress where chat_id = $1", Bytes(chatId));
            return removed;
        }

        private void Insert(long number, SearchDocument document)
        {
            Run("insert into search_docs (doc, chat_id, seq, sender_id, at, names) values ($1, $2, $3, $4, $5, $6)",
                number, Bytes(document.ChatId), document.Seq, Bytes(document.SenderId), document.At.ToUnixTimeMilliseconds(), (object?)document.Names ?? DBNull.Value);
            Run("insert into search_grams (rowid, grams) values ($1, $2)", number, string.Join(' ', document.Grams.Select(Word)));
        }

        private void Replace(long number, SearchDocument document)
        {
            Run("delete from search_grams where rowid = $1", number);
            Run("insert into search_grams (rowid, grams) values ($1, $2)", number, string.Join(' ', document.Grams.Select(Word)));
        }

        private object? Ask(string sql, params ReadOnlySpan<object> values)
        {
            using var command = Command(sql, values);
            return command.ExecuteScalar();
        }

        private int Run(string sql, params ReadOnlySpan<object> values)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }

        private SqliteCommand Command(string sql, ReadOnlySpan<object> values)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
            return command;
        }

        private static byte[] Bytes(Guid id) => id.ToByteArray(true);
    }
}
