using System.Data.Common;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BrainMessenger.Server.Data;

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AppDb(options)
{
    public override bool IsUniqueViolation(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override Task<Chat?> LockChatAsync(Guid chatId, CancellationToken ct) =>
        Chats.FromSql($"select * from chats where id = {chatId} for update").SingleOrDefaultAsync(ct);

    public override Task MoveSentMarksAsync(IReadOnlyList<SentMark> marks, CancellationToken ct)
    {
        var (chats, users) = (marks.Select(m => m.ChatId).ToArray(), marks.Select(m => m.UserId).ToArray());
        var (first, last, seq) = (marks.Select(m => m.FirstOrdinal).ToArray(), marks.Select(m => m.LastOrdinal).ToArray(), marks.Select(m => m.LastSeq).ToArray());
        return Database.ExecuteSqlAsync(
            $"""
            update members m set read_ordinal = t.last, read_seq = t.seq
            from unnest({chats}, {users}, {first}, {last}, {seq}) as t (chat_id, user_id, first, last, seq)
            where m.chat_id = t.chat_id and m.user_id = t.user_id and m.left_seq is null
              and m.read_ordinal >= t.first - 1 and m.read_ordinal < t.last
            """, ct);
    }

    public override IQueryable<Stretch> Stretches(IReadOnlyCollection<Stretch> stretches)
    {
        var (chats, behind, upTo) = (stretches.Select(s => s.ChatId).ToArray(), stretches.Select(s => s.Behind).ToArray(), stretches.Select(s => s.UpTo).ToArray());
        return Set<Stretch>().FromSql($"select * from unnest({chats}, {behind}, {upTo}) as t (chat_id, behind, up_to)");
    }
}
