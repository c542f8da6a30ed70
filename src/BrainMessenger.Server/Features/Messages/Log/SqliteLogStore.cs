using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>SQLite: a connection of its own, prepared statements, one write transaction a batch, synchronous=FULL.</summary>
internal sealed class SqliteLogStore : ILogStore
{
    private readonly SqliteConnection _connection;
    private readonly SqliteWriteGate _gate;
    private readonly Dictionary<Guid, Head> _heads = [];
    private readonly List<SqliteCommand> _commands = [];
    private readonly SqliteCommand _repeat, _rights, _visible, _file, _files, _insert, _attach, _move;

    public SqliteLogStore(Database database)
    {
        _gate = database.WriteGate!;
        _connection = new SqliteConnection(database.ConnectionString + ";Pooling=False");
        _connection.Open();
        SqliteConnectionSetup.Apply(_connection);

        _repeat = Prepare("select chat_id, seq, ordinal, text, reply_to, created_at, edited_at, deleted_at from messages where cid = $cid and sender_id = $user", "$cid", "$user");
        _rights = Prepare(
            """
            select m.role, c.type, c.last_seq, c.message_count
            from members m join chats c on c.id = m.chat_id
            where m.chat_id = $chat and m.user_id = $user and m.left_seq is null
            """, "$chat", "$user");
        _visible = Prepare(
            """
            select 1 from messages t join members s on s.chat_id = t.chat_id and s.user_id = $user
            where t.chat_id = $chat and t.seq = $seq and s.visible_from <= t.seq and (s.left_seq is null or t.seq < s.left_seq)
            limit 1
            """, "$chat", "$user", "$seq");
        _file = Prepare("select 1 from files where id = $id and owner_id = $user and status = 'ready'", "$id", "$user");
        _files = Prepare("select file_id from attachments where chat_id = $chat and seq = $seq order by position", "$chat", "$seq");
        _insert = Prepare(
            "insert into messages (chat_id, seq, ordinal, sender_id, cid, text, reply_to, created_at) values ($chat, $seq, $ordinal, $user, $cid, $text, $reply, $at)",
            "$chat", "$seq", "$ordinal", "$user", "$cid", "$text", "$reply", "$at");
        _attach = Prepare("insert into attachments (chat_id, seq, position, file_id) values ($chat, $seq, $position, $file)", "$chat", "$seq", "$position", "$file");
        _move = Prepare(
            "update chats set last_seq = $seq, message_count = $count, last_message_seq = $seq, active_at = $at where id = $chat",
            "$chat", "$seq", "$count", "$at");
    }

    public StoreOutcome[] Append(IReadOnlyList<MessageAppend> batch, DateTimeOffset at)
    {
        _gate.Enter(_connection);
        try
        {
            return AppendAll(batch, at);
        }
        finally
        {
            _gate.Leave(_connection);
        }
    }

    private StoreOutcome[] AppendAll(IReadOnlyList<MessageAppend> batch, DateTimeOffset at)
    {
        var outcomes = new StoreOutcome[batch.Count];
        _heads.Clear();
        using var transaction = _connection.BeginTransaction();
        foreach (var command in _commands) command.Transaction = transaction;
        for (var i = 0; i < batch.Count; i++) outcomes[i] = AppendOne(batch[i], at);
        foreach (var (chatId, head) in _heads)
            if (head.Moved) Run(_move, Bytes(chatId), head.Seq, head.Count, at.ToUnixTimeMilliseconds());
        transaction.Commit();
        return outcomes;
    }

    public Position?[] Find(IReadOnlyList<MessageAppend> batch)
    {
        // Of the last batch, which is over.
        foreach (var command in _commands) command.Transaction = null;
        return [.. batch.Select(append => FindRepeat(append, Bytes(append.ActorId)) is { Position: { } position } ? position : (Position?)null)];
    }

    public void Dispose()
    {
        foreach (var command in _commands) command.Dispose();
        _connection.Dispose();
    }

    private StoreOutcome AppendOne(MessageAppend append, DateTimeOffset at)
    {
        var (chat, user, body) = (Bytes(append.ChatId), Bytes(append.ActorId), append.Body);
        if (FindRepeat(append, user) is { } repeat) return repeat;
        if (ReadRights(append.ChatId, chat, user, out var head) is { } refusal) return new(null, refusal);
        if (body.ReplyTo is { } target && !Exists(_visible, chat, user, target)) return new(null, MessageErrors.BadReply);
        foreach (var file in body.FileIds)
            if (!Exists(_file, Bytes(file), user)) return new(null, MessageErrors.BadFile);

        head.Seq++;
        head.Count++;
        head.Moved = true;
        Run(_insert, chat, head.Seq, head.Count, user, Bytes(body.Cid), body.Text, (object?)body.ReplyTo ?? DBNull.Value, at.ToUnixTimeMilliseconds());
        for (var i = 0; i < body.FileIds.Count; i++) Run(_attach, chat, head.Seq, i, Bytes(body.FileIds[i]));
        return new(new Position(head.Seq, head.Count, at, Repeat: false), null);
    }

    private StoreOutcome? FindRepeat(MessageAppend append, byte[] user)
    {
        Bind(_repeat, Bytes(append.Body.Cid), user);
        long seq, ordinal;
        DateTimeOffset at;
        bool same;
        using (var row = _repeat.ExecuteReader())
        {
            if (!row.Read()) return null;
            (seq, ordinal, at) = (row.GetInt64(1), row.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)));
            var altered = !row.IsDBNull(6) || !row.IsDBNull(7);
            same = new Guid((byte[])row[0], true) == append.ChatId
                && (altered || (row.GetString(3) == append.Body.Text && (row.IsDBNull(4) ? null : row.GetInt64(4)) == append.Body.ReplyTo));
            if (altered || !same) return Answer(same, seq, ordinal, at);
        }

        return Answer(StoredFiles(append.ChatId, seq).SequenceEqual(append.Body.FileIds), seq, ordinal, at);
    }

    private static StoreOutcome Answer(bool same, long seq, long ordinal, DateTimeOffset at) =>
        same ? new(new Position(seq, ordinal, at, Repeat: true), null) : new(null, MessageErrors.CidReused);

    private List<Guid> StoredFiles(Guid chatId, long seq)
    {
        Bind(_files, Bytes(chatId), seq);
        using var rows = _files.ExecuteReader();
        var ids = new List<Guid>();
        while (rows.Read()) ids.Add(new Guid((byte[])rows[0], true));
        return ids;
    }

    private Error? ReadRights(Guid chatId, byte[] chat, byte[] user, out Head head)
    {
        head = null!;
        Bind(_rights, chat, user);
        using var row = _rights.ExecuteReader();
        if (!row.Read()) return Errors.NotFound;
        if (!Roles.MayPost(row.GetString(0), row.GetString(1))) return Errors.Forbidden;
        if (_heads.TryGetValue(chatId, out head!)) return null;
        _heads[chatId] = head = new Head { Seq = row.GetInt64(2), Count = row.GetInt64(3) };
        return null;
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        _commands.Add(command);
        return command;
    }

    private static bool Exists(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteScalar() is not null;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(true);

    /// <summary>A chat's counters while its batch is written; the row itself moves once at the end.</summary>
    private sealed class Head
    {
        public long Seq { get; set; }

        public long Count { get; set; }

        public bool Moved { get; set; }
    }
}
