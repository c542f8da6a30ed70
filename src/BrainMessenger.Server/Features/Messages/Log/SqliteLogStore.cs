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
    private readonly SqliteStatement _repeat, _rights, _visible, _file, _files, _insert, _attach, _move;

    public SqliteLogStore(Database database)
    {
        _gate = database.WriteGate!;
        _connection = new SqliteConnection(database.ConnectionString + ";Pooling=False");
        _connection.Open();
        SqliteConnectionSetup.Apply(_connection);

        _repeat = new(_connection, "select chat_id, seq, ordinal, text, reply_to, created_at, edited_at, deleted_at from messages where cid = ? and sender_id = ?");
        _rights = new(_connection,
            """
            select m.role, c.type, c.last_seq, c.message_count
            from members m join chats c on c.id = m.chat_id
            where m.chat_id = ? and m.user_id = ? and m.left_seq is null
            """);
        _visible = new(_connection,
            """
            select 1 from messages t join members s on s.chat_id = t.chat_id
            where t.chat_id = ? and s.user_id = ? and t.seq = ? and s.visible_from <= t.seq and (s.left_seq is null or t.seq < s.left_seq)
            limit 1
            """);
        _file = new(_connection, "select 1 from files where id = ? and owner_id = ? and status = 'ready'");
        _files = new(_connection, "select file_id from attachments where chat_id = ? and seq = ? order by position");
        _insert = new(_connection,
            """
            insert into messages (chat_id, seq, ordinal, sender_id, cid, text, reply_to, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (cid, sender_id) do nothing
            """);
        _attach = new(_connection, "insert into attachments (chat_id, seq, position, file_id) values (?, ?, ?, ?)");
        _move = new(_connection, "update chats set last_seq = ?1, message_count = ?2, last_message_seq = ?1, active_at = ?3 where id = ?4");
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
        for (var i = 0; i < batch.Count; i++) outcomes[i] = AppendOne(batch[i], at);
        foreach (var (chatId, head) in _heads)
            if (head.Moved) _move.Set(0, head.Seq).Set(1, head.Count).Set(2, at.ToUnixTimeMilliseconds()).Set(3, chatId).Execute();
        transaction.Commit();
        return outcomes;
    }

    public Position?[] Find(IReadOnlyList<MessageAppend> batch) =>
        [.. batch.Select(append => FindRepeat(append) is { Position: { } position } ? position : (Position?)null)];

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_repeat, _rights, _visible, _file, _files, _insert, _attach, _move]) statement.Dispose();
        _connection.Dispose();
    }

    /// <summary>Nearly no message is a repeat, so one is noticed by what it fails at: a repeat counts before any refusal.</summary>
    private StoreOutcome AppendOne(MessageAppend append, DateTimeOffset at)
    {
        var refusal = Refusal(append, out var head);
        if (refusal is null && TryInsert(append, head, at)) return new(new Position(head.Seq, head.Count, at, Repeat: false), null);
        return FindRepeat(append) ?? new(null, refusal);
    }

    private Error? Refusal(MessageAppend append, out Head head)
    {
        if (ReadRights(append, out head) is { } refusal) return refusal;
        if (append.Body.ReplyTo is { } target && !_visible.Set(0, append.ChatId).Set(1, append.ActorId).Set(2, target).HasRow()) return MessageErrors.BadReply;
        foreach (var file in append.Body.FileIds)
            if (!_file.Set(0, file).Set(1, append.ActorId).HasRow()) return MessageErrors.BadFile;
        return null;
    }

    /// <summary>False where the cid is known.</summary>
    private bool TryInsert(MessageAppend append, Head head, DateTimeOffset at)
    {
        var (chatId, seq, body) = (append.ChatId, head.Seq + 1, append.Body);
        _insert.Set(0, chatId).Set(1, seq).Set(2, head.Count + 1).Set(3, append.ActorId).Set(4, body.Cid).Set(5, body.Text).Set(6, body.ReplyTo).Set(7, at.ToUnixTimeMilliseconds());
        if (_insert.Execute() == 0) return false;
        for (var i = 0; i < body.FileIds.Count; i++) _attach.Set(0, chatId).Set(1, seq).Set(2, i).Set(3, body.FileIds[i]).Execute();
        head.Seq++;
        head.Count++;
        head.Moved = true;
        return true;
    }

    private StoreOutcome? FindRepeat(MessageAppend append)
    {
        long seq, ordinal;
        DateTimeOffset at;
        bool same;
        using (var rows = _repeat.Set(0, append.Body.Cid).Set(1, append.ActorId).Query())
        {
            if (!rows.Read()) return null;
            (seq, ordinal, at) = (rows.Number(1), rows.Number(2), DateTimeOffset.FromUnixTimeMilliseconds(rows.Number(5)));
            var altered = !rows.IsNull(6) || !rows.IsNull(7);
            same = rows.Id(0) == append.ChatId && (altered || (rows.Text(3) == append.Body.Text && rows.NumberOrNull(4) == append.Body.ReplyTo));
            if (altered || !same) return Answer(same, seq, ordinal, at);
        }

        return Answer(StoredFiles(append.ChatId, seq).SequenceEqual(append.Body.FileIds), seq, ordinal, at);
    }

    private static StoreOutcome Answer(bool same, long seq, long ordinal, DateTimeOffset at) =>
        same ? new(new Position(seq, ordinal, at, Repeat: true), null) : new(null, MessageErrors.CidReused);

    private List<Guid> StoredFiles(Guid chatId, long seq)
    {
        using var rows = _files.Set(0, chatId).Set(1, seq).Query();
        var ids = new List<Guid>();
        while (rows.Read()) ids.Add(rows.Id(0));
        return ids;
    }

    private Error? ReadRights(MessageAppend append, out Head head)
    {
        head = null!;
        using var rows = _rights.Set(0, append.ChatId).Set(1, append.ActorId).Query();
        if (!rows.Read()) return Errors.NotFound;
        if (!Roles.MayPost(rows.Text(0), rows.Text(1))) return Errors.Forbidden;
        if (_heads.TryGetValue(append.ChatId, out head!)) return null;
        _heads[append.ChatId] = head = new Head { Seq = rows.Number(2), Count = rows.Number(3) };
        return null;
    }

    /// <summary>A chat's counters while its batch is written; the row itself moves once at the end.</summary>
    private sealed class Head
    {
        public long Seq { get; set; }

        public long Count { get; set; }

        public bool Moved { get; set; }
    }
}
