using System.Globalization;
using Npgsql;

namespace BrainMessenger.Server.Data;

/// <summary>What may stand behind the <c>?</c> of a database address. Anything else is refused by its name, never swallowed.</summary>
internal static class PostgresParameters
{
    public static IEnumerable<(string Name, string Value)> In(Uri uri) =>
        uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => (Uri.UnescapeDataString(p[0]), p.Length > 1 ? Uri.UnescapeDataString(p[1]) : ""));

    public static void Apply(NpgsqlConnectionStringBuilder builder, string name, string value, bool pooled)
    {
        switch (name)
        {
            case "sslmode":
                builder.SslMode = ModeOf(value);
                break;
            case "sslnegotiation":
                builder.SslNegotiation = NegotiationOf(value);
                break;
            case "channel_binding":
                builder.ChannelBinding = BindingOf(value);
                break;
            case "sslrootcert":
                if (value != "system") builder.RootCertificate = value;
                break;
            case "connect_timeout" or "pool_timeout":
                builder.Timeout = Number(name, value, 300);
                break;
            case "connection_limit":
                builder.MaxPoolSize = Number(name, value, 1000);
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "target_session_attrs":
                // One host is named, and a server that writes needs one that can be written to.
                if (value is not ("any" or "read-write" or "primary")) throw PostgresAddress.Wrong("asks by target_session_attrs for a server that cannot be written to");
                break;
            case "options":
                ApplyOptions(builder, value, pooled);
                break;
            case "schema":
                if (pooled) throw PostgresAddress.Wrong("has the parameter 'schema', which the pooler refuses: remove it, or use the host without -pooler");
                builder.SearchPath = value;
                break;
            case "pgbouncer":
                // Prisma's word for "no prepared statements": whether there is a pooler is seen by itself (PostgresAppendCall).
                break;
            default:
                throw PostgresAddress.Wrong($"has the parameter '{name}', which this server does not know: remove it");
        }
    }

    private static SslMode ModeOf(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw PostgresAddress.Wrong("has an unknown sslmode: disable, allow, prefer, require, verify-ca or verify-full"),
    };

    private static SslNegotiation NegotiationOf(string value) => value switch
    {
        "postgres" => SslNegotiation.Postgres,
        "direct" => SslNegotiation.Direct,
        _ => throw PostgresAddress.Wrong("has an unknown sslnegotiation: postgres or direct"),
    };

    private static ChannelBinding BindingOf(string value) => value switch
    {
        "disable" => ChannelBinding.Disable,
        "prefer" => ChannelBinding.Prefer,
        "require" => ChannelBinding.Require,
        _ => throw PostgresAddress.Wrong("has an unknown channel_binding: disable, prefer or require"),
    };

    private static void ApplyOptions(NpgsqlConnectionStringBuilder builder, string value, bool pooled)
    {
        // Neon's help for clients that do not name the host in the TLS handshake. We do, and servers refuse it.
        if (value.StartsWith("endpoint=", StringComparison.Ordinal) || value.StartsWith("project=", StringComparison.Ordinal)) return;
        if (pooled) throw PostgresAddress.Wrong("has the parameter 'options', which the pooler refuses: remove it, or use the host without -pooler");
        builder.Options = value;
    }

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw PostgresAddress.Wrong($"has a {name} that is not 1–{most}");
}
