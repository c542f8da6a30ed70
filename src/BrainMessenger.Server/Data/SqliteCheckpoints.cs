using BrainMessenger.Server.Platform;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Moves SQLite's write-ahead log into the file from a connection of its own: the automatic checkpoint would do it inside
/// somebody's commit, which is where the slowest acknowledgements come from. Looks at the log's size only, so an idle
/// server touches nothing.
/// </summary>
internal sealed class SqliteCheckpoints(Database database, DataDirectory data, TimeProvider time, ILogger<SqliteCheckpoints> log) : Worker(time, log)
{
    private const long Worthwhile = 4 * 1024 * 1024;

    /// <summary>Readers can keep a passive checkpoint from finishing; beyond this the writers wait for one that does.</summary>
    private const long TooLong = 64 * 1024 * 1024;

    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(500);

    private readonly FileInfo _walFile = new(data.Database + "-wal");
    private long _checkpointedAt;

    protected override async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_every, Time);
        while (await timer.WaitForNextTickAsync(ct)) await LookAsync();
    }

    private async Task LookAsync()
    {
        _walFile.Refresh();
        var size = _walFile.Exists ? _walFile.Length : 0;
        // The file keeps its size after a passive checkpoint and is written again from its beginning, so growth is what counts
        // until it is cut.
        if (size < _checkpointedAt) _checkpointedAt = 0;
        if (size - _checkpointedAt < Worthwhile && size < TooLong) return;
        await using var connection = (SqliteConnection)await database.OpenAsync(CancellationToken.None);
        try
        {
            if (size < TooLong)
            {
                Checkpoint(connection, "passive");
            }
            else
            {
                await database.WriteGate!.EnterAsync(connection, CancellationToken.None);
                Checkpoint(connection, "truncate");
            }

            _checkpointedAt = size;
        }
        catch (SqliteException e)
        {
            Log.LogWarning("The write-ahead log could not be moved into messenger.db yet ({Cause}). Check that the disk has room.", e.Message);
        }
        finally
        {
            database.WriteGate!.Leave(connection);
        }
    }

    private static void Checkpoint(SqliteConnection connection, string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma wal_checkpoint({mode})";
        command.ExecuteNonQuery();
    }
}
