using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Bench.Probes;

/// <summary>A message on its way through a durable probe.</summary>
internal sealed record ProbeMessage(ProbeRoom Room, ProbeSocket Sender, Guid ChatId, Guid Cid, string Text)
{
    public long Seq { get; } = Room.NextSeq();
}

/// <summary>One writer that takes what has queued, commits it and only then lets it be answered.</summary>
internal interface IProbeStore : IAsyncDisposable
{
    public void Add(ProbeMessage message);

    /// <summary>Runs until stopped; <paramref name="stored"/> is called for each message after its commit.</summary>
    public Task RunAsync(Action<ProbeMessage> stored, CancellationToken ct);
}

internal sealed class PostgresProbeStore : IProbeStore
{
    private const int MostRows = 1_000;

    private readonly Channel<ProbeMessage> _queue = Channel.CreateUnbounded<ProbeMessage>(new() { SingleReader = true });
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;

    private PostgresProbeStore(NpgsqlConnection connection)
    {
        _connection = connection;
        _insert = new NpgsqlCommand("insert into probe (chat_id, seq, sender_id, cid, text, at) select c, s, u, i, t, $6 from unnest($1, $2, $3, $4, $5) as x (c, s, u, i, t)", connection);
        foreach (var type in (NpgsqlDbType[])[NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text])
            _insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
        _insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint });
    }

    public static async Task<PostgresProbeStore> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using (var create = new NpgsqlCommand("create table if not exists probe (chat_id uuid, seq bigint, sender_id uuid, cid uuid, text text, at bigint, primary key (chat_id, seq)); truncate probe", connection))
            await create.ExecuteNonQueryAsync(ct);
        var store = new PostgresProbeStore(connection);
        await store._insert.PrepareAsync(ct);
        return store;
    }

    public void Add(ProbeMessage message) => _queue.Writer.TryWrite(message);

    public async Task RunAsync(Action<ProbeMessage> stored, CancellationToken ct)
    {
        var batch = new List<ProbeMessage>(MostRows);
        while (await _queue.Reader.WaitToReadAsync(ct))
        {
            batch.Clear();
            while (batch.Count < MostRows && _queue.Reader.TryRead(out var message)) batch.Add(message);
            _insert.Parameters[0].Value = batch.ConvertAll(message => message.ChatId).ToArray();
            _insert.Parameters[1].Value = batch.ConvertAll(message => message.Seq).ToArray();
            _insert.Parameters[2].Value = batch.ConvertAll(message => message.Sender.Id).ToArray();
            _insert.Parameters[3].Value = batch.ConvertAll(message => message.Cid).ToArray();
            _insert.Parameters[4].Value = batch.ConvertAll(message => message.Text).ToArray();
            _insert.Parameters[5].Value = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await _insert.ExecuteNonQueryAsync(ct);
            foreach (var message in batch) stored(message);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}

internal sealed class SqliteProbeStore : IProbeStore
{
    private const int MostRows = 1_000;
    private static readonly string[] Columns = ["chat_id", "seq", "sender_id", "cid", "text", "at"];

    private readonly BlockingCollection<ProbeMessage> _queue = [];
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    private SqliteProbeStore(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText = $"insert into probe values ({string.Join(", ", Columns.Select(column => "@" + column))})";
        foreach (var column in Columns) _insert.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });
    }

    public static SqliteProbeStore Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "pragma journal_mode=wal; pragma synchronous=full; drop table if exists probe; create table probe (chat_id blob, seq integer, sender_id blob, cid blob, text text, at integer); create unique index probe_seq on probe (chat_id, seq)";
        create.ExecuteNonQuery();
        return new SqliteProbeStore(connection);
    }

    public void Add(ProbeMessage message) => _queue.Add(message, CancellationToken.None);

    /// <summary>On a thread of its own: SQLite waits for the disk.</summary>
    public Task RunAsync(Action<ProbeMessage> stored, CancellationToken ct) =>
        Task.Factory.StartNew(() => Run(stored, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public ValueTask DisposeAsync()
    {
        _queue.Dispose();
        return _connection.DisposeAsync();
    }

    private void Run(Action<ProbeMessage> stored, CancellationToken ct)
    {
        var batch = new List<ProbeMessage>(MostRows);
        while (_queue.TryTake(out var first, Timeout.Infinite, ct))
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MostRows && _queue.TryTake(out var message)) batch.Add(message);
            using (var transaction = _connection.BeginTransaction())
            {
                _insert.Transaction = transaction;
                foreach (var message in batch) Insert(message);
                transaction.Commit();
            }

            foreach (var message in batch) stored(message);
        }
    }

    private void Insert(ProbeMessage message)
    {
        _insert.Parameters[0].Value = message.ChatId.ToByteArray();
        _insert.Parameters[1].Value = message.Seq;
        _insert.Parameters[2].Value = message.Sender.Id.ToByteArray();
        _insert.Parameters[3].Value = message.Cid.ToByteArray();
        _insert.Parameters[4].Value = message.Text;
        _insert.Parameters[5].Value = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        _insert.ExecuteNonQuery();
    }
}
