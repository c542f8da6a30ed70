using System.Data.Common;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Whether the database can be used. Who meets a fault reports it here; whether it is more than one broken connection is
/// found out by a probe, and from then on probes wait for the recovery. Without faults nothing is asked, so that a
/// database that sleeps when idle may sleep.
/// </summary>
internal sealed class DatabaseHealth(Database database, TimeProvider time, ILogger<DatabaseHealth> log) : IDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _tellAgain = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task _probing = Task.CompletedTask;
    private (string Cause, long At) _told = ("", 0);

    /// <summary>Raised with true when the database is found out of order, with false when it works again.</summary>
    public event Action<bool>? Changed;

    /// <summary>Raised when the database was asked after a fault and answers.</summary>
    public event Action? Works;

    /// <summary>Why the database is out of order; null while it works.</summary>
    public DatabaseFault? Outage { get; private set; }

    /// <summary>Somebody's work failed by this.</summary>
    public void Failed(DatabaseFault fault)
    {
        if (fault.Trouble is DatabaseTrouble.Conflict) return;
        lock (_gate)
        {
            if (!_probing.IsCompleted || _stopping.IsCancellationRequested) return;
            _probing = Task.Run(() => ProbeAsync(fault));
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task ProbeAsync(DatabaseFault first)
    {
        var (began, pause) = (time.GetTimestamp(), _firstPause);
        var fault = await AskAsync();
        if (fault is null)
        {
            Tell(first);
            // Whoever tries again at once and fails again shall not make this a busy loop.
            await Task.Delay(_firstPause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Works?.Invoke();
            return;
        }

        Outage = fault;
        log.LogError("The database is out of order: {Cause} {Cure} People keep what they write; it is sent when the database works again.", fault.Cause, fault.Cure);
        Changed?.Invoke(true);
        try
        {
            while (fault is not null)
            {
                await Task.Delay(pause, time, _stopping.Token);
                pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
                fault = await AskAsync();
                if (fault is null || fault.Cause == Outage.Cause) continue;
                Outage = fault;
                log.LogError("The database is still out of order, now: {Cause} {Cure}", fault.Cause, fault.Cure);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Outage = null;
        log.LogWarning("The database works again after {Seconds:0} s.", time.GetElapsedTime(began).TotalSeconds);
        Changed?.Invoke(false);
        Works?.Invoke();
    }

    /// <summary>It answers, and refused this all the same: a limit, a right, a full disk; or a connection was cut. Once a minute at most.</summary>
    private void Tell(DatabaseFault fault)
    {
        if (_told.Cause == fault.Cause && time.GetElapsedTime(_told.At) < _tellAgain) return;
        _told = (fault.Cause, time.GetTimestamp());
        if (fault.Trouble is DatabaseTrouble.Unreachable) log.LogWarning("A connection to the database was lost ({Cause}); it answers again.", fault.Cause);
        else log.LogError("The database answers and refused to work: {Cause} {Cure}", fault.Cause, fault.Cure);
    }

    /// <summary>Asks over a fresh connection; null where it answers.</summary>
    private async Task<DatabaseFault?> AskAsync()
    {
        try
        {
            database.Postgres?.Clear();
            await using var connection = await database.OpenAsync(_stopping.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "select 1";
            command.CommandTimeout = 5;
            await command.ExecuteScalarAsync(_stopping.Token);
            return null;
        }
        catch (DbException e)
        {
            return DatabaseFaults.Of(e) ?? new(DatabaseTrouble.Unreachable, e.Message, "Check NEON_DATABASE_URL and that the database runs.");
        }
    }
}
