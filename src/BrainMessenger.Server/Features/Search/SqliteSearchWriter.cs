using System.Globalization;
using BrainMessenger.Server.Data;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Writes the index: prepared statements on a connection that only the indexer uses.</summary>
internal sealed class SqliteSearchWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin, _move, _next, _known, _document, _words, _forgetWords, _remove;

    public SqliteSearchWriter(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new(connection, "insert into search_progress (chat_id, seq) values (?, ?) on conflict do nothing");
        _move = new(connection, "update search_progress set seq = ? where chat_id = ? and seq = ?");
        _next = new(connection, "select coalesce(max(doc), 0) + 1 from search_docs");
        _known = new(connection, "select doc from search_docs where chat_id = ? and seq = ?");
        _document = new(connection, "insert into search_docs (doc, chat_id, seq, sender_id, at, names) values (?, ?, ?, ?, ?, ?)");
        _words = new(connection, "insert into search_grams (rowid, grams) values (?, ?)");
        _forgetWords = new(connection, "delete from search_grams where rowid = ?");
        _remove = new(connection, "delete from search_docs where doc = ?");
    }

    /// <summary>False, and nothing stored, where one of the chats is not where the batch begins.</summary>
    public bool Write(SearchBatch batch)
    {
        using var transaction = _connection.BeginTransaction();
        if (!batch.Progress.All(TryMove)) return false;

        var next = Ask(_next)!.Value;
        foreach (var document in batch.Changed)
        {
            if (Ask(_known.Set(0, document.ChatId).Set(1, document.Seq)) is { } known) Replace(known, document);
            else Insert(next++, document);
        }

        foreach (var document in batch.Added) Insert(next++, document);
        foreach (var (chatId, seq) in batch.Removed)
            if (Ask(_known.Set(0, chatId).Set(1, seq)) is { } gone) Remove(gone);
        transaction.Commit();
        return true;
    }

    /// <summary>A slice of a chat that is gone; how many documents that were.</summary>
    public int Forget(Guid chatId, int slice)
    {
        using var transaction = _connection.BeginTransaction();
        using var find = new SqliteStatement(_connection, $"select doc from search_docs where chat_id = ? order by seq limit {slice}");
        var documents = new List<long>();
        using (var rows = find.Set(0, chatId).Query())
            while (rows.Read()) documents.Add(rows.Number(0));
        documents.ForEach(Remove);
        using var forget = new SqliteStatement(_connection, "delete from search_progress where chat_id = ?");
        if (documents.Count < slice) forget.Set(0, chatId).Execute();
        transaction.Commit();
        return documents.Count;
    }

    public static string Word(int gram) => gram.ToString("x8", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _move, _next, _known, _document, _words, _forgetWords, _remove]) statement.Dispose();
        _connection.Dispose();
    }

    private bool TryMove(SearchProgress progress) =>
        (progress.From == 0 && _begin.Set(0, progress.ChatId).Set(1, progress.To).Execute() > 0)
        || _move.Set(0, progress.To).Set(1, progress.ChatId).Set(2, progress.From).Execute() > 0;

    private void Insert(long number, SearchDocument document)
    {
        _document.Set(0, number).Set(1, document.ChatId).Set(2, document.Seq).Set(3, document.SenderId).Set(4, document.At.ToUnixTimeMilliseconds()).Set(5, document.Names).Execute();
        _words.Set(0, number).Set(1, Words(document)).Execute();
    }

    private void Replace(long number, SearchDocument document)
    {
        _forgetWords.Set(0, number).Execute();
        _words.Set(0, number).Set(1, Words(document)).Execute();
    }

    private void Remove(long number)
    {
        _forgetWords.Set(0, number).Execute();
        _remove.Set(0, number).Execute();
    }

    private static string Words(SearchDocument document) => string.Join(' ', document.Grams.Select(Word));

    private static long? Ask(SqliteStatement statement)
    {
        using var rows = statement.Query();
        return rows.Read() ? rows.Number(0) : null;
    }
}
