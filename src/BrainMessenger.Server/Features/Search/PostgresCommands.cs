using Npgsql;
using NpgsqlTypes;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Hand-written statements with parameters by their place.</summary>
internal static class PostgresCommands
{
    public static NpgsqlCommand Sql(this NpgsqlConnection connection, string sql) => new(sql, connection);

    /// <summary>Adds a value, or an array where its element's type is given; its place in the statement.</summary>
    public static string AddValue(this NpgsqlParameterCollection parameters, object value, NpgsqlDbType? element = null)
    {
        parameters.Add(element is { } type ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | type } : new NpgsqlParameter { Value = value });
        return $"${parameters.Count}";
    }
}
