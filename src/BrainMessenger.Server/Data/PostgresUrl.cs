using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Npgsql;

namespace BrainMessenger.Server.Data;

/// <summary>Turns a postgresql:// address into Npgsql's settings. Npgsql takes no address itself, and says so with the password in the message.</summary>
internal static class PostgresUrl
{
    public static string ToConnectionString(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0)
            throw Wrong("is not an address of the form postgresql://user:password@host/database");

        var (user, password) = Credentials(uri);
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Username = user,
            Password = password,
            Database = database.Length > 0 ? database : user,
            ApplicationName = "brainmessenger",
            // Two attempts per failed open otherwise: twice the load on a proxy that is already limiting us.
            GssEncryptionMode = GssEncryptionMode.Disable,
            // A transaction pooler may stand before the server: no prepared statements, no session state to reset.
            MaxAutoPrepare = 0,
            NoResetOnClose = true,
            MaxPoolSize = 20,
            Timeout = 15,
            CommandTimeout = 10,
        };
        foreach (var (name, value) in Parameters(uri)) Apply(builder, name, value);
        if (uri.Host.EndsWith(".neon.tech", StringComparison.OrdinalIgnoreCase) && builder.SslMode is SslMode.Prefer or SslMode.Require)
            builder.SslMode = SslMode.VerifyFull;
        return builder.ToString();
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "sslmode":
                builder.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw Wrong("has an unknown sslmode"),
                };
                break;
            case "channel_binding":
                builder.ChannelBinding = Enum.TryParse<ChannelBinding>(value, ignoreCase: true, out var binding) ? binding : throw Wrong("has an unknown channel_binding");
                break;
            case "sslrootcert":
                if (value != "system") builder.RootCertificate = value;
                break;
            case "connect_timeout":
                builder.Timeout = int.TryParse(value, out var seconds) && seconds is > 0 and <= 300 ? seconds : throw Wrong("has a connect_timeout that is not 1–300");
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            default:
                throw Wrong($"has the parameter '{name}', which this server does not know: remove it");
        }
    }

    private static (string User, string Password) Credentials(Uri uri)
    {
        var parts = uri.UserInfo.Split(':', 2);
        if (parts[0].Length == 0) throw Wrong("has no user name");
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static IEnumerable<(string Name, string Value)> Parameters(Uri uri) =>
        uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => (Uri.UnescapeDataString(p[0]), p.Length > 1 ? Uri.UnescapeDataString(p[1]) : ""));

    private static StartupException Wrong(string what) => ConfigurationSource.Wrong($"NEON_DATABASE_URL {what}.");
}
