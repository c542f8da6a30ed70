using System.Text.Json;
using Amazon.S3.Model;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary><c>brainmessenger storage setup</c>: the rules that the bucket needs, printed, and applied where the keys may.</summary>
internal static class S3Setup
{
    /// <summary>The longest that browsers and R2 keep the answer to a preflight.</summary>
    private const int MaxAge = 86_400;

    private static readonly string[] _methods = ["GET", "HEAD", "PUT"];
    private static readonly string[] _sent = ["content-type", "range"];
    private static readonly string[] _read = ["Content-Length", "Content-Range", "ETag"];
    private static readonly string[] _loopback = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    public static async Task RunAsync(Settings settings, TextWriter output, CancellationToken ct)
    {
        var store = settings.ObjectStore ?? throw ConfigurationSource.Wrong("R2_ENDPOINT is missing: without it files stay in DATA_DIR, and there is nothing to set up.");
        using var bucket = new S3Bucket(store, new S3Retries { Count = 1 }, NullLogger<S3Bucket>.Instance);

        await output.WriteLineAsync($"Bucket {store.Bucket} at {store.Endpoint.GetLeftPart(UriPartial.Authority)}");
        await output.WriteLineAsync("\nCORS policy, so that browsers may send parts and read files (R2: bucket, Settings, CORS policy):");
        await output.WriteLineAsync(JsonSerializer.Serialize(new[] { Cors(settings) }, _json));
        await output.WriteLineAsync(await TryAsync(() => ApplyCorsAsync(bucket, Cors(settings), ct)));
        await output.WriteLineAsync("\nLifecycle rules, so that what never ends is not paid for (R2: bucket, Settings, Object lifecycle rules):");
        await output.WriteLineAsync("  abort incomplete multipart uploads with prefix uploads/ after 2 days (the server gives them up after one)");
        await output.WriteLineAsync(await TryAsync(() => ApplyLifecycleAsync(bucket, ct)));
    }

    public static CorsRule Cors(Settings settings) => new(Origins(settings), _methods, _sent, _read, MaxAge);

    /// <summary>On this machine three names are one server.</summary>
    private static string[] Origins(Settings settings)
    {
        var url = settings.PublicUrl;
        return settings.IsLoopback
            ? [.. _loopback.Select(host => new UriBuilder(url) { Host = host }.Uri.GetLeftPart(UriPartial.Authority))]
            : [url.GetLeftPart(UriPartial.Authority)];
    }

    private static async Task<string> TryAsync(Func<Task> apply)
    {
        try
        {
            await apply();
            return "Applied.";
        }
        catch (StoreException e) when (e.Error == StoreErrors.AccessDenied)
        {
            return "Not applied: these keys may only read and write objects, which is right for a server. Enter it by hand.";
        }
        catch (StoreException e) when (e.Error == StoreErrors.Failed)
        {
            return $"Not applied ({e.Message}). Enter it by hand.";
        }
        catch (StoreException e)
        {
            throw new StartupException(ExitCode.Failed, $"The store cannot be used ({e.Message.TrimEnd('.')}): {e.Cure}.");
        }
    }

    private static async Task ApplyCorsAsync(S3Bucket bucket, CorsRule rule, CancellationToken ct)
    {
        var rules = new CORSRule
        {
            Id = "brainmessenger",
            AllowedOrigins = [.. rule.AllowedOrigins],
            AllowedMethods = [.. rule.AllowedMethods],
            AllowedHeaders = [.. rule.AllowedHeaders],
            ExposeHeaders = [.. rule.ExposeHeaders],
            MaxAgeSeconds = rule.MaxAgeSeconds,
        };
        var request = new PutCORSConfigurationRequest { BucketName = bucket.Name, Configuration = new() { Rules = [rules] } };
        await bucket.AskAsync((s3, token) => s3.PutCORSConfigurationAsync(request, token), ct);
    }

    private static async Task ApplyLifecycleAsync(S3Bucket bucket, CancellationToken ct)
    {
        var rule = new LifecycleRule
        {
            Id = "brainmessenger-unfinished",
            Status = Amazon.S3.LifecycleRuleStatus.Enabled,
            Filter = new() { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "uploads/" } },
            AbortIncompleteMultipartUpload = new() { DaysAfterInitiation = 2 },
        };
        var request = new PutLifecycleConfigurationRequest { BucketName = bucket.Name, Configuration = new() { Rules = [rule] } };
        await bucket.AskAsync((s3, token) => s3.PutLifecycleConfigurationAsync(request, token), ct);
    }
}

/// <summary>In the words of R2's dashboard. https://developers.cloudflare.com/r2/buckets/cors/</summary>
internal sealed record CorsRule(
    IReadOnlyList<string> AllowedOrigins, IReadOnlyList<string> AllowedMethods, IReadOnlyList<string> AllowedHeaders, IReadOnlyList<string> ExposeHeaders, int MaxAgeSeconds);
