using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BrainMessenger.Server.Data;

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AppDb(options)
{
    public override bool IsUniqueViolation(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
