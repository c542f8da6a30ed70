using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Features.Search;

/// <summary>SQLite: grams as words of an FTS5 table, which walks the documents of several words together, the newest first.</summary>
internal sealed class SqliteSearchIndex : ISearchIndex, IDisposable
{
    private const int Slice = 1000;

    /// <summary>How many documents one search by filters alone looks at.</summary>
    private const int Stretch = 50_000;

    private readonly SqliteSearchFile _file;
    private readonly Lock _writing = new();
    private SqliteSearchWriter? _writer;

    public SqliteSearchIndex(SqliteSearchFile file)
    {
        _file = file;
        file.Lost += Dispose;
    }

    public event Action? Lost
    {
        add => _file.Lost += value;
        remove => _file.Lost -= value;
    }

    public Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct) => Task.FromResult(WithWriter(writer => writer.Write(batch)));

    public Task<(IReadOnlyList<SearchCandidate> Found, long Next)> FindAsync(SearchProbe probe, CancellationToken ct) =>
        Task.FromResult(_file.Read<(IReadOnlyList<SearchCandidate>, long)>(connection =>
        {
            var floor = probe.Grams.Count > 0 ? 0 : Math.Max(0, probe.Below - Stretch);
            using var command = connection.CreateCommand();
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
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                (count, last) = (count + 1, rows.GetInt64(0));
                if (!rows.IsDBNull(4)) found.Add(new(last, Id(rows, 1), rows.GetInt64(2), rows.GetString(4), rows.IsDBNull(3) ? null : rows.GetString(3)));
            }

            return (found, count == probe.Limit ? last : floor);
        }));

    public Task<long> CountAsync(CancellationToken ct) => Task.FromResult(_file.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(doc), 0) from search_docs";
        return (long)command.ExecuteScalar()!;
    }));

    public Task ForgetAsync(Guid chatId, CancellationToken ct)
    {
        while (WithWriter(writer => writer.Forget(chatId, Slice)) == Slice) ct.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<Guid, long>> ProgressAsync(IReadOnlyCollection<Guid> chatIds, CancellationToken ct) =>
        Task.FromResult(_file.Read<IReadOnlyDictionary<Guid, long>>(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "select chat_id, seq from search_progress where chat_id in (select unhex(value) from json_each($chats))";
            command.Parameters.AddWithValue("$chats", Json(chatIds));
            var progress = new Dictionary<Guid, long>();
            using var rows = command.ExecuteReader();
            while (rows.Read()) progress.Add(Id(rows, 0), rows.GetInt64(1));
            return progress;
        }));

    public Task<IReadOnlyList<Guid>> BehindAsync(CancellationToken ct) => Task.FromResult(_file.Read<IReadOnlyList<Guid>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = SearchReader.Behind;
        var chatIds = new List<Guid>();
        using var rows = command.ExecuteReader();
        while (rows.Read()) chatIds.Add(Id(rows, 0));
        return chatIds;
    }));

    public void Dispose()
    {
        lock (_writing) EndWriter();
    }

    private T WithWriter<T>(Func<SqliteSearchWriter, T> work) => _file.Watch(() =>
    {
        lock (_writing)
        {
            try
            {
                return work(_writer ??= new(_file.OpenToWrite()));
            }
            catch
            {
                EndWriter();
                throw;
            }
        }
    });

    private void EndWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private static Guid Id(SqliteDataReader rows, int column) => new((byte[])rows[column], true);

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
