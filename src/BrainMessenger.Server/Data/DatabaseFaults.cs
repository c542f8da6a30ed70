using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Data;

/// <summary>Tells a database that cannot be used just now from a mistake of ours.</summary>
internal static class DatabaseFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>True where trying again later can help; EF and Npgsql wrap the real cause, so the chain is searched.</summary>
    public static bool ArePassing(Exception? exception) => exception switch
    {
        null => false,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        DbException { IsTransient: true } => true,
        TimeoutException => true,
        _ => ArePassing(exception.InnerException),
    };
}
