using Microsoft.Data.Sqlite;

namespace BrainMessenger.Browser.Ground;

/// <summary>
/// The server of one class of stories, which may end it: port and folder stay the same when it is killed and started again.
/// </summary>
public sealed class OwnServer : RealServer
{
    /// <summary>No warning and no clean-up: what kill -9, or the power, does.</summary>
    public Task KillAsync() => KillProcessAsync();

    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync()) throw new InvalidOperationException($"Port {Address.Port} was taken meanwhile.");
    }

    /// <summary>A copy of everything that was said so far, as a backup has it.</summary>
    public async Task BackUpAsync()
    {
        await using var connection = await OpenDatabaseAsync();
        await ExecuteAsync(connection, "vacuum into $file", ("$file", BackupFile));
    }

    /// <summary>With the server gone: what was said since the backup never was. A restore makes another epoch.</summary>
    public async Task RestoreAsync()
    {
        foreach (var file in Directory.GetFiles(Folder, "messenger.db*")) File.Delete(file);
        File.Move(BackupFile, DatabaseFile);
        await using var connection = await OpenDatabaseAsync();
        await ExecuteAsync(connection, "update epoch set id = $id", ("$id", Guid.CreateVersion7().ToByteArray()));
    }

    /// <summary>Nobody should wait a minute in each run: the server reads from its database when another code may be asked for.</summary>
    public async Task EndPauseOfCodesAsync(string email)
    {
        await using var connection = await OpenDatabaseAsync();
        Assert.Equal(1, await ExecuteAsync(connection, "update registrations set next_code_at = next_code_at - 60000 where email = $email", ("$email", email)));
    }

    private string DatabaseFile => Path.Combine(Folder, "messenger.db");

    private string BackupFile => Path.Combine(Folder, "backup.db");

    private async Task<SqliteConnection> OpenDatabaseAsync()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<int> ExecuteAsync(SqliteConnection connection, string sql, (string Name, object Value) parameter)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue(parameter.Name, parameter.Value);
        return await command.ExecuteNonQueryAsync();
    }
}
