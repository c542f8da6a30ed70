using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary><c>brainmessenger user …</c>: for whoever may already read the database, so it asks for nothing; works while the server runs.</summary>
internal static class AccountVerbs
{
    public static Command Create(Func<Func<Task>, Task<int>> guarded)
    {
        var email = new Argument<string>("email") { Description = "The account's e-mail address." };
        var promote = new Command("promote", "Make the account with this e-mail address an admin.") { email };
        promote.SetAction((parsed, ct) => guarded(async () =>
        {
            await PromoteAsync(Settings.From(ConfigurationSource.FromProcess()), parsed.GetRequiredValue(email), ct);
            Console.WriteLine($"{parsed.GetRequiredValue(email)} is an admin now.");
        }));

        var until = new Option<DateOnly>("--until") { Description = "The last day, in UTC, as 2027-12-31; a day that has passed ends it.", Required = true };
        var premium = new Command("premium", "Give the account with this e-mail address what a subscription gives.") { email, until };
        premium.SetAction((parsed, ct) => guarded(async () =>
        {
            var last = parsed.GetRequiredValue(until);
            await GivePremiumAsync(Settings.From(ConfigurationSource.FromProcess()), parsed.GetRequiredValue(email), last, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parsed.GetRequiredValue(email)} has premium until {last:yyyy-MM-dd}."));
        }));
        return new("user", "Look after accounts.") { promote, premium };
    }

    /// <summary>With an admin there the set-up link has no purpose any more.</summary>
    internal static Task PromoteAsync(Settings settings, string email, CancellationToken ct) =>
        ChangeAsync(settings, email, "update users set role = 'admin' where email_key = @key and deleted_at is null", 0, "delete from setup_codes", ct);

    internal static Task GivePremiumAsync(Settings settings, string email, DateOnly last, CancellationToken ct)
    {
        var end = new DateTimeOffset(last, TimeOnly.MaxValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return ChangeAsync(settings, email, "update users set premium_until = @value where email_key = @key and deleted_at is null", end, null, ct);
    }

    private static async Task ChangeAsync(Settings settings, string email, string change, long value, string? then, CancellationToken ct)
    {
        // The server may hold DATA_DIR at this moment; the database itself is made for several programs.
        using var data = DataDirectory.Beside(settings.DataDir);
        if (settings.DatabaseUrl is null && !File.Exists(data.Database))
            throw new StartupException(ExitCode.Database, $"There is no database in DATA_DIR {data.Path} yet: start the server once, or set DATA_DIR to the folder it uses.");
        await using var database = new Database(settings, data);
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (await ExecuteAsync(transaction, change, ct, ("key", MailAddress.Key(email)), ("value", value)) == 0)
                throw new StartupException(ExitCode.Failed, $"There is no account with the address {email}: sign up first, or correct the address.");
            if (then is not null) await ExecuteAsync(transaction, then, ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbException e)
        {
            throw new StartupException(ExitCode.Database, $"The database cannot be used ({e.Message.TrimEnd('.')}): start the server once so that it makes its tables, and check NEON_DATABASE_URL.");
        }
    }

    private static async Task<int> ExecuteAsync(DbTransaction transaction, string sql, CancellationToken ct, params (string Name, object Value)[] values)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in values.Where(v => sql.Contains($"@{v.Name}", StringComparison.Ordinal)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}
