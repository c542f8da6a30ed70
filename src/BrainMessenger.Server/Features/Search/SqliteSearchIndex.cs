using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Features.Search;

/// <summary>SQLite: grams as words of an FTS5 table, which walks the documents of several words together, the newest first.</summary>
internal sealed class SqliteSearchIndex(SqliteSearchFile file) : ISearchIndex, IDisposable
{
    private const int Slice = 1000;

    /// <summary>How many documents one search by filters alone looks at.</summary>
    private const int Stretch = 50_000;

    private readonly Lock _writing = new();
    private SqliteSearchWriter? _writer;

    public Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct) => Task.FromResult(WithWriter(writer => writer.Write(batch)));

    public async Task<(IReadOnlyList<SearchCandidate> Found, long Next)> FindAsync(SearchProbe probe, CancellationToken ct)
    {
        await using var connection = file.Open();
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
        command.Parameters.AddWithValue("$grams", string.Join(' ', probe.Grams.Select(SqliteSearchWriter.Word)));

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
        await using var connection = file.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(doc), 0) from search_docs";
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public Task ForgetAsync(Guid chatId, CancellationToken ct)
    {
        while (WithWriter(writer => writer.Forget(chatId, Slice)) == Slice) ct.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyDictionary<Guid, long>> ProgressAsync(IReadOnlyCollection<Guid> chatIds, CancellationToken ct)
    {
        await using var connection = file.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "select chat_id, seq from search_progress where chat_id in (select unhex(value) from json_each($chats))";
        command.Parameters.AddWithValue("$chats", Json(chatIds));
        var progress = new Dictionary<Guid, long>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) progress.Add(new Guid((byte[])rows[0], true), rows.GetInt64(1));
        return progress;
    }

    public async Task<IReadOnlyList<Guid>> BehindAsync(CancellationToken ct)
    {
        await using var connection = file.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = SearchReader.Behind;
        var chatIds = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) chatIds.Add(new Guid((byte[])rows[0], true));
        return chatIds;
    }

    public void Dispose() => _writer?.Dispose();

    /// <summary>What fails may have left the connection unusable: the next one has a new one.</summary>
    private T WithWriter<T>(Func<SqliteSearchWriter, T> work)
    {
        lock (_writing)
        {
            try
            {
                return work(_writer ??= new(file.Open()));
            }
            catch
            {
                _writer?.Dispose();
                _writer = null;
                throw;
            }
        }
    }

    private static string Json(IEnumerable<Guid> ids) => JsonSerializer.Serialize(ids.Select(id => Convert.ToHexString(id.ToByteArray(true))));

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
            command.Parameters.AddWithValue(name, Json(ids));
        }

        void Compare(string comparison, string name, DateTimeOffset at)
        {
            filters.Add($"and d.{comparison} {name}");
            command.Parameters.AddWithValue(name, at.ToUnixTimeMilliseconds());
        }
    }
}
