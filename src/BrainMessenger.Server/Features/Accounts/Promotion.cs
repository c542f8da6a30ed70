using System.Data.Common;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary><c>brainmessenger user promote</c>: for whoever may already read the database, so it asks for nothing.</summary>
internal static class Promotion
{
    public static async Task RunAsync(Settings settings, string email, CancellationToken ct)
    {
        // The server may hold DATA_DIR at this moment; the database itself is made for several programs.
        using var data = DataDirectory.Beside(settings.DataDir);
        if (settings.DatabaseUrl is null && !File.Exists(data.Database))
            throw new StartupException(ExitCode.Database, $"There is no database in DATA_DIR {data.Path} yet: start the server once, or set DATA_DIR to the folder it uses.");
        await using var database = new Database(settings, data);
        try
        {
            if (!await PromoteAsync(database, MailAddress.Key(email), ct))
                throw new StartupException(ExitCode.Failed, $"There is no account with the address {email}: sign up first, or correct the address.");
        }
        catch (DbException e)
        {
            throw new StartupException(ExitCode.Database, $"The database cannot be used ({e.Message.TrimEnd('.')}): start the server once so that it makes its tables, and check NEON_DATABASE_URL.");
        }
    }

    private static async Task<bool> PromoteAsync(Database database, string emailKey, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ExecuteAsync(connection, transaction, "update users set role = 'admin' where email_key = @key and deleted_at is null", emailKey, ct) == 0) return false;
        // With an admin there the set-up link has no purpose any more.
        await ExecuteAsync(connection, transaction, "delete from setup_codes", null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task<int> ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, string? key, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        if (key is not null)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "key";
            parameter.Value = key;
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}
