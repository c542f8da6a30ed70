using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Npgsql;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Where PostgreSQL is, from <c>NEON_DATABASE_URL</c>. Npgsql takes no address itself, and says so with the password in
/// the message. What an address may carry and what becomes of it: docs/neon.md.
/// </summary>
/// <param name="ConnectionString">For everyday work. Holds the password: never logged.</param>
/// <param name="DirectConnectionString">Past the pooler, for migrations. Holds the password: never logged.</param>
/// <param name="Host">For the operator's eyes.</param>
/// <param name="IsPooled">The host is Neon's transaction pooler.</param>
internal sealed record PostgresAddress(string ConnectionString, string DirectConnectionString, string Host, bool IsPooled)
{
    private const string PoolerMark = "-pooler";

    public static PostgresAddress Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0)
            throw Wrong("is not an address of the form postgresql://user:password@host/database");

        var pooled = DirectHost(uri.Host) != uri.Host;
        var builder = Base(uri);
        foreach (var (name, value) in PostgresParameters.In(uri)) PostgresParameters.Apply(builder, name, value, pooled);
        if (IsNeon(uri.Host) && builder.SslMode is SslMode.Prefer or SslMode.Allow or SslMode.Require) builder.SslMode = SslMode.VerifyFull;
        if (builder.SslNegotiation is SslNegotiation.Direct && builder.SslMode is SslMode.Disable or SslMode.Allow or SslMode.Prefer)
            throw Wrong("has sslnegotiation=direct, which needs sslmode=require or stricter");

        var direct = new NpgsqlConnectionStringBuilder(builder.ToString()) { Host = DirectHost(builder.Host!) };
        return new(builder.ToString(), direct.ToString(), builder.Host!, pooled);
    }

    /// <summary>Neon's name for the same compute without the pooler: the first label loses its <c>-pooler</c>.</summary>
    private static string DirectHost(string host)
    {
        var end = host.IndexOf('.', StringComparison.Ordinal);
        var first = end < 0 ? host : host[..end];
        return IsNeon(host) && first.EndsWith(PoolerMark, StringComparison.OrdinalIgnoreCase) ? first[..^PoolerMark.Length] + host[end..] : host;
    }

    private static bool IsNeon(string host) => host.EndsWith(".neon.tech", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder Base(Uri uri)
    {
        var parts = uri.UserInfo.Split(':', 2);
        if (parts[0].Length == 0) throw Wrong("has no user name");
        var user = Uri.UnescapeDataString(parts[0]);
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new()
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Username = user,
            Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "",
            Database = database.Length > 0 ? database : user,
            ApplicationName = "brainmessenger",
            // Two attempts per failed open otherwise: twice the load on a proxy that is already limiting us.
            GssEncryptionMode = GssEncryptionMode.Disable,
            // A transaction pooler may stand before the server: nothing is prepared by itself, no session state to reset.
            MaxAutoPrepare = 0,
            NoResetOnClose = true,
            MaxPoolSize = 20,
            // Neon's shortest wait before it suspends an idle compute is a minute; what idled longer is likely dead.
            ConnectionIdleLifetime = 60,
            Timeout = 15,
            CommandTimeout = 10,
        };
    }

    internal static StartupException Wrong(string what) => ConfigurationSource.Wrong($"NEON_DATABASE_URL {what}.");
}
