using System.Data.Common;
using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.Data.Sqlite;

namespace BrainMessenger.Bench.Growth;

/// <summary>Waits until a server has made all its messages searchable.</summary>
internal static class SearchReady
{
    private const string Written = "select coalesce(sum(last_seq), 0) from chats where deleted_at is null";
    private const string Indexed = "select coalesce(sum(seq), 0) from search_progress";

    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    public static async Task WaitAsync(IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        var settings = Settings.From(ConfigurationSource.Read(variables, null));
        var data = DataDirectory.Beside(settings.DataDir);
        await using var database = new Database(settings, data);
        while (await IsBehindAsync(database, data, ct)) await Task.Delay(_between, ct);
    }

    private static async Task<bool> IsBehindAsync(Database database, DataDirectory data, CancellationToken ct)
    {
        await using var log = await database.OpenAsync(ct);
        if (database.Engine is Engine.Postgres) return await SumAsync(log, Written, ct) > await SumAsync(log, Indexed, ct);
        if (!File.Exists(data.SearchIndex)) return true;
        await using var index = new SqliteConnection($"Data Source={data.SearchIndex};Mode=ReadOnly;Pooling=False");
        await index.OpenAsync(ct);
        return await SumAsync(log, Written, ct) > await SumAsync(index, Indexed, ct);
    }

    private static async Task<long> SumAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
