using System.Net;
using System.Net.Sockets;

namespace BrainMessenger.Server.Platform.Configuration;

internal enum Registration
{
    Open,
    Closed,
}

/// <summary>What the server was told, checked: after this nothing else reads the environment (design §1).</summary>
internal sealed record Settings
{
    public required int Port { get; init; }

    public required IPAddress Bind { get; init; }

    /// <summary>Scheme, host and port under which people reach the server; no path.</summary>
    public required Uri PublicUrl { get; init; }

    public required string DataDir { get; init; }

    public required Registration Registration { get; init; }

    /// <summary>False only on loopback, for load tests.</summary>
    public required bool RateLimits { get; init; }

    public required IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; }

    /// <summary>Null: SQLite in <see cref="DataDir"/>.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>Null: files stay in <see cref="DataDir"/>.</summary>
    public ObjectStore? ObjectStore { get; init; }

    /// <summary>Null: files are not scanned for malware.</summary>
    public EndPoint? Clamd { get; init; }

    public bool IsLoopback => IsLoopbackHost(PublicUrl.Host);

    public bool IsHttps => PublicUrl.Scheme == Uri.UriSchemeHttps;

    public static Settings From(ConfigurationSource source)
    {
        var port = ReadPort(source.Get("PORT") ?? "8080");
        var bind = ReadBind(source.Get("BIND") ?? "127.0.0.1");
        var publicUrl = ReadPublicUrl(source.Get("PUBLIC_URL") ?? $"http://127.0.0.1:{port}");
        var loopback = IsLoopbackHost(publicUrl.Host);
        if (!IPAddress.IsLoopback(bind) && publicUrl.Scheme != Uri.UriSchemeHttps)
            throw ConfigurationSource.Wrong($"BIND is {bind}, which others can reach: set PUBLIC_URL to the https:// address of the server, or leave BIND at 127.0.0.1.");
        return new()
        {
            Port = port,
            Bind = bind,
            PublicUrl = publicUrl,
            DataDir = source.Get("DATA_DIR") ?? "data",
            Registration = ReadRegistration(source.Get("REGISTRATION"), loopback),
            RateLimits = ReadRateLimits(source.Get("RATE_LIMITS") ?? "on", loopback && IPAddress.IsLoopback(bind)),
            TrustedProxies = ReadProxies(source.Get("TRUSTED_PROXIES")),
            DatabaseUrl = source.Get("NEON_DATABASE_URL"),
            ObjectStore = ObjectStore.From(source),
            Clamd = source.Get("CLAMD_ADDRESS") is { } clamd ? ReadClamd(clamd) : null,
        };
    }

    public static bool IsLoopbackHost(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";

    private static int ReadPort(string value) =>
        int.TryParse(value, System.Globalization.NumberStyles.None, null, out var port) && port is >= 0 and <= 65535
            ? port
            : throw ConfigurationSource.Wrong($"PORT is '{value}': set it to a number from 1 to 65535.");

    private static IPAddress ReadBind(string value) =>
        value == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(value, out var address) ? address
        : throw ConfigurationSource.Wrong($"BIND is '{value}': set it to an IP address such as 127.0.0.1 or 0.0.0.0.");

    private static Uri ReadPublicUrl(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            throw ConfigurationSource.Wrong($"PUBLIC_URL is '{value}': set it to scheme and host only, such as https://chat.example.org.");
        if (url.Scheme == "http" && !IsLoopbackHost(url.Host))
            throw ConfigurationSource.Wrong($"PUBLIC_URL is '{value}': outside this machine it must begin with https://.");
        // Browsers send international names in their ASCII form, as Host and as Origin.
        return url.HostNameType is UriHostNameType.Dns ? new UriBuilder(url) { Host = url.IdnHost }.Uri : url;
    }

    private static Registration ReadRegistration(string? value, bool loopback) => value switch
    {
        "open" => Registration.Open,
        "closed" => Registration.Closed,
        "invite" => throw ConfigurationSource.Wrong("REGISTRATION is 'invite', which this version cannot do yet: set it to open or closed."),
        null when loopback => Registration.Open,
        null => throw ConfigurationSource.Wrong("REGISTRATION is missing: PUBLIC_URL is not on this machine, so say who may sign up: open or closed."),
        _ => throw ConfigurationSource.Wrong($"REGISTRATION is '{value}': set it to open or closed."),
    };

    private static bool ReadRateLimits(string value, bool loopback) => value switch
    {
        "on" => true,
        "off" when loopback => false,
        "off" => throw ConfigurationSource.Wrong("RATE_LIMITS is 'off', which is for load tests on this machine only: set it to on, or BIND and PUBLIC_URL to loopback."),
        _ => throw ConfigurationSource.Wrong($"RATE_LIMITS is '{value}': set it to on or off."),
    };

    private static EndPoint ReadClamd(string value) =>
        value.StartsWith('/') ? new UnixDomainSocketEndPoint(value)
        : IPEndPoint.TryParse(value, out var address) && address.Port > 0 ? address
        : value.Split(':') is [{ Length: > 0 } host, var port] && ushort.TryParse(port, out var number) && number > 0 ? new DnsEndPoint(host, number)
        : throw ConfigurationSource.Wrong($"CLAMD_ADDRESS is '{value}': set it to host and port, such as 127.0.0.1:3310, or to the path of clamd's socket.");

    private static System.Net.IPNetwork[] ReadProxies(string? value) =>
        [.. (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadProxy)];

    private static System.Net.IPNetwork ReadProxy(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw ConfigurationSource.Wrong($"TRUSTED_PROXIES has '{entry}': use addresses or CIDR ranges, such as 10.0.0.5 or 10.0.0.0/24.");
}
