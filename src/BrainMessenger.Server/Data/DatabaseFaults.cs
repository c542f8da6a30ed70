using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Tells a database in trouble from a mistake of ours, by SQLSTATE and, where Neon's proxy gives XX000 to everything, by
/// its words. Sources of states and texts: docs/neon.md.
/// </summary>
internal static class DatabaseFaults
{
    private const string CheckAddress = "Check NEON_DATABASE_URL and that the database runs.";
    private const string LargerPlan = "Choose a larger plan at Neon, raise the project's quota, or wait for the next billing period.";
    private const string FewerConnections = "Run fewer servers, lower connection_limit in NEON_DATABASE_URL, use Neon's pooler (-pooler in the host), or a larger compute.";

    /// <summary>What Neon's proxy says under XX000, and PgBouncer under 08P01; the first that is contained counts.</summary>
    private static readonly (string Text, DatabaseTrouble Trouble, string Cure)[] _texts =
    [
        ("password authentication failed", DatabaseTrouble.Misconfigured, "Check user and password in NEON_DATABASE_URL."),
        ("compute time quota", DatabaseTrouble.Exhausted, LargerPlan),
        ("active time quota", DatabaseTrouble.Exhausted, LargerPlan),
        ("written data quota", DatabaseTrouble.Exhausted, LargerPlan),
        ("data transfer quota", DatabaseTrouble.Exhausted, LargerPlan),
        ("logical size quota", DatabaseTrouble.Exhausted, LargerPlan),
        ("Check your quotas", DatabaseTrouble.Exhausted, LargerPlan),
        ("active endpoints limit exceeded", DatabaseTrouble.Exhausted, "Suspend other computes of the Neon project, or ask Neon for more."),
        ("concurrently active endpoints", DatabaseTrouble.Exhausted, "Suspend other computes of the Neon project, or ask Neon for more."),
        ("endpoint is disabled", DatabaseTrouble.Misconfigured, "Enable the compute in Neon's console."),
        ("endpoint cannot be found", DatabaseTrouble.Misconfigured, "Copy the connection string from Neon's console into NEON_DATABASE_URL again."),
        ("Endpoint ID is not specified", DatabaseTrouble.Misconfigured, "Copy the connection string from Neon's console into NEON_DATABASE_URL again."),
        ("is not allowed to connect", DatabaseTrouble.Misconfigured, "Add this machine's address to the Neon project's IP allow list."),
        ("This IP address", DatabaseTrouble.Misconfigured, "Add this machine's address to the Neon project's IP allow list."),
        ("Too many connections", DatabaseTrouble.Overloaded, FewerConnections),
        ("query_wait_timeout", DatabaseTrouble.Overloaded, FewerConnections),
        ("Couldn't connect to compute node", DatabaseTrouble.Unreachable, "Neon is waking or restarting the compute; if it lasts, look at Neon's status page."),
        ("Control plane request failed", DatabaseTrouble.Unreachable, "Neon's control plane does not answer; if it lasts, look at Neon's status page."),
    ];

    /// <summary>Null for what is no trouble of the database, but ours.</summary>
    public static DatabaseFault? Of(Exception? exception) => exception switch
    {
        null => null,
        SqliteException sqlite => OfSqlite(sqlite),
        PostgresException postgres => OfPostgres(postgres),
        NpgsqlException { InnerException: AuthenticationException tls } => new(DatabaseTrouble.Misconfigured, tls.Message, "Check sslmode and sslrootcert in NEON_DATABASE_URL."),
        NpgsqlException { IsTransient: true, InnerException: null } pool when pool.Message.Contains("pool", StringComparison.Ordinal) => new(DatabaseTrouble.Overloaded, pool.Message, FewerConnections),
        NpgsqlException { IsTransient: true } lost => new(DatabaseTrouble.Unreachable, lost.InnerException?.Message ?? lost.Message, CheckAddress),
        DbException { IsTransient: true } lost => new(DatabaseTrouble.Unreachable, lost.Message, CheckAddress),
        TimeoutException or SocketException => new(DatabaseTrouble.Unreachable, exception.Message, CheckAddress),
        _ => Of(exception.InnerException),
    };

    private static DatabaseFault? OfPostgres(PostgresException e)
    {
        var cause = $"{e.MessageText} ({e.SqlState}).";
        foreach (var (text, trouble, cure) in _texts)
            if (e.MessageText.Contains(text, StringComparison.OrdinalIgnoreCase)) return new(trouble, cause, cure);
        return e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(DatabaseTrouble.Misconfigured, cause, "Check user and password in NEON_DATABASE_URL."),
            PostgresErrorCodes.InvalidCatalogName => new(DatabaseTrouble.Misconfigured, cause, "Create the database, or name another in NEON_DATABASE_URL."),
            PostgresErrorCodes.InsufficientPrivilege => new(DatabaseTrouble.Misconfigured, cause, "Give the user of NEON_DATABASE_URL the rights on its database."),
            // Npgsql calls a full disk passing. It is not: not even deleting may help.
            PostgresErrorCodes.DiskFull => new(DatabaseTrouble.Exhausted, cause, "The project's storage is full: choose a larger plan, or free space."),
            PostgresErrorCodes.TooManyConnections => new(DatabaseTrouble.Overloaded, cause, FewerConnections),
            PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources => new(DatabaseTrouble.Overloaded, cause, "Give the database a larger compute."),
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
                => new(DatabaseTrouble.Conflict, cause, "If it lasts, look for a transaction that stays open in pg_stat_activity."),
            PostgresErrorCodes.ReadOnlySqlTransaction => new(DatabaseTrouble.Unreachable, cause, "The database is a standby or being moved: name its primary in NEON_DATABASE_URL."),
            _ when e.IsTransient => new(DatabaseTrouble.Unreachable, cause, CheckAddress),
            _ => null,
        };
    }

    /// <summary>https://www.sqlite.org/rescode.html</summary>
    private static DatabaseFault? OfSqlite(SqliteException e) => e.SqliteErrorCode switch
    {
        5 or 6 => new(DatabaseTrouble.Conflict, $"{e.Message.TrimEnd('.')}.", "If it lasts, look for another program that holds the database file."),
        13 => new(DatabaseTrouble.Exhausted, $"{e.Message.TrimEnd('.')}.", "The disk of DATA_DIR is full: free space.") { RetryAfter = 5 },
        8 or 10 or 14 => new(DatabaseTrouble.Unreachable, $"{e.Message.TrimEnd('.')}.", "The disk of DATA_DIR cannot be read or written: check it and its rights."),
        11 or 26 => new(DatabaseTrouble.Misconfigured, $"{e.Message.TrimEnd('.')}.", "The database file is damaged: restore a backup."),
        _ => null,
    };
}
