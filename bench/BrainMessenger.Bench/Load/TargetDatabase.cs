using Npgsql;

namespace BrainMessenger.Bench.Load;

/// <summary>The PostgreSQL database of a target that is measured.</summary>
/// <param name="Address">The database.</param>
/// <param name="Postmaster">The server's first process, for the CPU.</param>
internal sealed record TargetDatabase(Uri Address, int? Postmaster)
{
    /// <summary>So far, of all connections, each of which tells once a second; a statement by itself is a transaction too.</summary>
    public async Task<long?> TransactionsAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(LoadPlace.ConnectionString(Address));
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("select xact_commit + xact_rollback from pg_stat_database where datname = current_database()", connection);
        return (long?)await command.ExecuteScalarAsync(ct);
    }
}
