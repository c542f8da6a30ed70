using System.Runtime.CompilerServices;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Platform;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Features.Search;

/// <summary>
/// Where the index lies on SQLite: in a file of its own, so that making it never holds up the log. It can be made again, and
/// is where it is missing, damaged, or of another history than messenger.db.
/// </summary>
internal sealed class SqliteSearchFile(DataDirectory data, Epoch epoch, ILogger<SqliteSearchFile> log) : IDisposable
{
    /// <summary>Of the tables below; another one is made anew.</summary>
    private const long Version = 1;

    /// <summary>A commit is not synced: what a power cut takes is indexed again, and never half of it.</summary>
    private const string Setup = "pragma busy_timeout=5000; pragma journal_mode=wal; pragma synchronous=normal;";

    private const string Tables =
        """
        create table search_docs (doc integer not null primary key, chat_id uuid not null, seq bigint not null, sender_id uuid not null, at bigint not null, names text);
        create unique index search_docs_place on search_docs (chat_id, seq);
        -- Grams as hexadecimal words; rowid is the doc. Neither text nor positions are kept: candidates are looked at themselves.
        create virtual table search_grams using fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
        create table search_progress (chat_id uuid not null primary key, seq bigint not null) without rowid;
        create table search_history (epoch blob not null);
        """;

    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> _done = [];

    private readonly Lock _making = new();
    private bool _isMade;
    private bool _isDamaged;

    /// <summary>Raised when the file was given up: everything must be indexed again.</summary>
    public event Action? Lost;

    /// <summary>Reads on a connection that sees the tables of messenger.db too.</summary>
    public T Read<T>(Func<SqliteConnection, T> work) => Watch(() =>
    {
        Prepare();
        using var connection = Connect(withLog: true);
        return work(connection);
    });

    /// <summary>A connection for the writer. Without messenger.db: a write transaction would lock that as well.</summary>
    public SqliteConnection OpenToWrite()
    {
        Prepare();
        return Connect(withLog: false);
    }

    /// <summary>Does something with the file; where it proves to be damaged, with the one that is made in its place.</summary>
    public T Watch<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            log.LogWarning("The search index (search.db) is damaged: it is made anew ({Cause}).", e.Message);
            lock (_making) (_isMade, _isDamaged) = (false, true);
            Lost?.Invoke();
            return work();
        }
    }

    /// <summary>Ends what the pool holds.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(ConnectionString(pooled: true));
        SqliteConnection.ClearPool(connection);
    }

    private string ConnectionString(bool pooled) =>
        new SqliteConnectionStringBuilder { DataSource = data.SearchIndex, DefaultTimeout = 10, Pooling = pooled }.ToString();

    private void Prepare()
    {
        lock (_making)
        {
            if (!_isMade) Make();
            _isMade = true;
        }
    }

    private SqliteConnection Connect(bool withLog)
    {
        var connection = new SqliteConnection(ConnectionString(pooled: withLog));
        try
        {
            connection.Open();
            // One that comes from the pool keeps what was set.
            if (_done.TryGetValue(connection.Handle!, out _)) return connection;
            Run(connection, Setup);
            if (withLog) Run(connection, "attach $file as log", ("$file", data.Database));
            _done.Add(connection.Handle!, _done);
            return connection;
        }
        catch
        {
            SqliteConnection.ClearPool(connection);
            connection.Dispose();
            throw;
        }
    }

    private void Make()
    {
        if (File.Exists(data.SearchIndex))
        {
            if (!_isDamaged && IsOurs()) return;
            log.LogWarning("The search index does not belong to messenger.db as it is now, or is damaged: it is made anew, and searches find what is in it so far.");
            Dispose();
            foreach (var file in (string[])["", "-wal", "-shm"]) File.Delete(data.SearchIndex + file);
        }

        _isDamaged = false;
        using var connection = Connect(withLog: false);
        using var transaction = connection.BeginTransaction();
        Run(connection, Tables);
        Run(connection, "insert into search_history (epoch) values ($epoch)", ("$epoch", epoch.Id.ToByteArray(true)));
        Run(connection, $"pragma user_version = {Version}");
        transaction.Commit();
    }

    /// <summary>An older copy of messenger.db without a new epoch is noticed by chats that are shorter than what is indexed.</summary>
    private bool IsOurs()
    {
        try
        {
            using var connection = Connect(withLog: true);
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                select (select user_version from pragma_user_version) = $version
                    and exists (select 1 from search_history where epoch = $epoch)
                    and not exists (select 1 from search_progress p join chats c on c.id = p.chat_id where p.seq > c.last_seq)
                """;
            command.Parameters.AddWithValue("$version", Version);
            command.Parameters.AddWithValue("$epoch", epoch.Id.ToByteArray(true));
            return command.ExecuteScalar() is 1L;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            return false;
        }
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
