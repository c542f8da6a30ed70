using System.Data.Common;
using BrainMessenger.Server.Features.Chats;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BrainMessenger.Server.Data;

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AppDb(options)
{
    public override bool IsUniqueViolation(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override Task<Chat?> LockChatAsync(Guid chatId, CancellationToken ct) =>
        Chats.FromSql($"select * from chats where id = {chatId} for update").SingleOrDefaultAsync(ct);
}
