using System.Text.RegularExpressions;

namespace BrainMessenger.Server.Platform.Configuration;

/// <summary>A pair of keys as Cloudflare shows it once, when the token is made.</summary>
internal sealed record ObjectStoreKey(string Id, string Secret);

/// <summary>A domain of one's own before the bucket, whose links carry a timed HMAC that a rule at Cloudflare checks.</summary>
internal sealed record ObjectStoreDomain(Uri Address, string Secret);

/// <summary>The object store of R2_*: Cloudflare R2, or any S3 that takes path-style addresses.</summary>
internal sealed partial record ObjectStore
{
    /// <summary>Scheme, host and port; the bucket is part of each request's path.</summary>
    public required Uri Endpoint { get; init; }

    public required string Bucket { get; init; }

    public required ObjectStoreKey Key { get; init; }

    /// <summary>During a rotation: what still works while the new pair does not everywhere.</summary>
    public ObjectStoreKey? PreviousKey { get; init; }

    /// <summary>Null: links lead to <see cref="Endpoint"/>.</summary>
    public ObjectStoreDomain? Domain { get; init; }

    /// <summary>Null where no R2_* is set: files stay in DATA_DIR.</summary>
    public static ObjectStore? From(ConfigurationSource source)
    {
        string[] needed = ["R2_ENDPOINT", "R2_BUCKET", "R2_ACCESS_KEY", "R2_SECRET_KEY"];
        if (Variables.All.FirstOrDefault(v => v.Name.StartsWith("R2_", StringComparison.Ordinal) && source.Get(v.Name) is not null) is not { } given) return null;
        if (needed.FirstOrDefault(name => source.Get(name) is null) is { } missing)
            throw ConfigurationSource.Wrong($"{missing} is missing: {given.Name} is set, so files go to R2, which needs {string.Join(", ", needed)}.");
        return new()
        {
            Endpoint = ReadAddress(source, "R2_ENDPOINT", "https://<account>.r2.cloudflarestorage.com; the bucket goes into R2_BUCKET"),
            Bucket = ReadBucket(source.Get("R2_BUCKET")!),
            Key = new(ReadKey(source, "R2_ACCESS_KEY"), ReadKey(source, "R2_SECRET_KEY")),
            PreviousKey = Pair(source, "R2_ACCESS_KEY_PREVIOUS", "R2_SECRET_KEY_PREVIOUS") ? new(ReadKey(source, "R2_ACCESS_KEY_PREVIOUS"), ReadKey(source, "R2_SECRET_KEY_PREVIOUS")) : null,
            Domain = Pair(source, "R2_PUBLIC_URL", "R2_PUBLIC_SECRET") ? ReadDomain(source) : null,
        };
    }

    private static bool Pair(ConfigurationSource source, string first, string second)
    {
        var (one, other) = (source.Get(first), source.Get(second));
        if (one is null == other is null) return one is not null;
        throw ConfigurationSource.Wrong($"{(one is null ? first : second)} is missing: {(one is null ? second : first)} is set, and the two belong together.");
    }

    private static Uri ReadAddress(ConfigurationSource source, string name, string cure)
    {
        var value = source.Get(name)!;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            throw ConfigurationSource.Wrong($"{name} is '{value}': set it to scheme and host only, such as {cure}.");
        if (url.Scheme == Uri.UriSchemeHttp && !Settings.IsLoopbackHost(url.Host))
            throw ConfigurationSource.Wrong($"{name} is '{value}': outside this machine it must begin with https://.");
        return url;
    }

    private static string ReadBucket(string value) => BucketName().IsMatch(value)
        ? value
        : throw ConfigurationSource.Wrong($"R2_BUCKET is '{value}': a bucket's name has 3 to 63 of a-z, 0-9 and -, and neither begins nor ends with -.");

    /// <summary>Keys are never shown, not even wrong ones.</summary>
    private static string ReadKey(ConfigurationSource source, string name)
    {
        var value = source.Get(name)!;
        if (value.Any(c => c is <= ' ' or > '~')) throw ConfigurationSource.Wrong($"{name} has characters that no key has, such as a space: copy it again.");
        if (Sample().IsMatch(value)) throw ConfigurationSource.Wrong($"{name} still holds the sample text: put the key in its place.");
        return value;
    }

    private static ObjectStoreDomain ReadDomain(ConfigurationSource source)
    {
        var address = ReadAddress(source, "R2_PUBLIC_URL", "https://files.example.org, a custom domain of the bucket");
        if (address.Host.EndsWith(".r2.dev", StringComparison.OrdinalIgnoreCase))
            throw ConfigurationSource.Wrong("R2_PUBLIC_URL is an r2.dev address, which is throttled and can be guarded by no rule: use a custom domain of the bucket, or leave it out.");
        var secret = ReadKey(source, "R2_PUBLIC_SECRET");
        if (secret.Length < 32) throw ConfigurationSource.Wrong("R2_PUBLIC_SECRET is too short: use at least 32 characters, for example from `openssl rand -hex 32`.");
        return new(address, secret);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex("[<>]|^your|change.?me|^xxx|placeholder", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sample();
}
