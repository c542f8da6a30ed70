using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Bench.Growth;

/// <summary>Waits until a server has made all its messages searchable.</summary>
internal static class SearchReady
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(2);

    public static async Task WaitAsync(IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        var settings = Settings.From(ConfigurationSource.Read(variables, null));
        await using var database = new Database(settings, DataDirectory.Beside(settings.DataDir));
        while (await IsBehindAsync(database, ct)) await Task.Delay(_between, ct);
    }

    private static async Task<bool> IsBehindAsync(Database database, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select (select sum(last_seq) from chats) > coalesce((select sum(seq) from search_progress), 0)";
        return Convert.ToBoolean(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}
