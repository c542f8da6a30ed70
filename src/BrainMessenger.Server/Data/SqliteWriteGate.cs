using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BrainMessenger.Server.Data;

/// <summary>
/// SQLite has one writer at a time and no queue for it: who finds the file locked asks again after a while, and beside a
/// busy log may ask for seconds. Here the writers of this process stand in line instead, so everybody's turn comes after
/// the commits before it.
/// </summary>
internal sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private DbConnection? _holder;

    public void Enter(DbConnection connection)
    {
        _turn.Wait();
        Volatile.Write(ref _holder, connection);
    }

    /// <summary>Several statements on one open connection share its turn.</summary>
    public async ValueTask EnterAsync(DbConnection connection, CancellationToken ct)
    {
        if (Volatile.Read(ref _holder) == connection) return;
        await _turn.WaitAsync(ct);
        Volatile.Write(ref _holder, connection);
    }

    /// <summary>Ends the connection's turn; nothing where it has none.</summary>
    public void Leave(DbConnection? connection)
    {
        if (connection is not null && Interlocked.CompareExchange(ref _holder, null, connection) == connection) _turn.Release();
    }

    public void Dispose() => _turn.Dispose();
}

/// <summary>
/// EF's transactions wait for their turn before they begin and end it with commit or rollback. One that was only disposed,
/// or never began, ends it when its connection closes.
/// </summary>
internal sealed class SqliteTransactionTurns(SqliteWriteGate gate) : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await gate.EnterAsync(connection, cancellationToken);
        return result;
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        gate.Leave(eventData.Context?.Database.GetDbConnection());
        return Task.CompletedTask;
    }

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        gate.Leave(eventData.Context?.Database.GetDbConnection());
        return Task.CompletedTask;
    }
}

/// <summary>A statement that EF writes without a transaction has a turn of its own, until its connection closes.</summary>
internal sealed class SqliteStatementTurns(SqliteWriteGate gate) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Writes(command, eventData)) await gate.EnterAsync(command.Connection!, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Writes(command, eventData)) await gate.EnterAsync(command.Connection!, cancellationToken);
        return result;
    }

    private static bool Writes(DbCommand command, CommandEventData data) =>
        command.Transaction is null
        && data.CommandSource is CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw;
}
