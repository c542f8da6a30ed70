using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace BrainMessenger.Server.Data;

/// <summary>
/// A database that suspends when idle takes its connections with it, and the pool does not know. What is opened after a
/// while without use is asked first; when it is dead, so are its neighbours, and a new one is opened.
/// </summary>
internal sealed class FreshConnections(Database database, TimeProvider time) : DbConnectionInterceptor
{
    private static readonly TimeSpan _trusted = TimeSpan.FromSeconds(30);

    private long _lastOpened = time.GetTimestamp();

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var idle = time.GetElapsedTime(Interlocked.Exchange(ref _lastOpened, time.GetTimestamp()));
        if (idle < _trusted || await AnswersAsync(connection, cancellationToken)) return;
        database.Postgres!.Clear();
        await connection.CloseAsync();
        await connection.OpenAsync(cancellationToken);
    }

    private static async Task<bool> AnswersAsync(DbConnection connection, CancellationToken ct)
    {
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "select 1";
            command.CommandTimeout = 5;
            await command.ExecuteScalarAsync(ct);
            return true;
        }
        catch (NpgsqlException e) when (DatabaseFaults.Of(e) is { PassesSoon: true })
        {
            return false;
        }
    }
}
