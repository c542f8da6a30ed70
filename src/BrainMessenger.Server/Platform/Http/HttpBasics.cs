using System.Text.Json;
using System.Text.Json.Serialization;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>What every request passes before a feature sees it: limits, security headers, host check, one form of errors.</summary>
internal static class HttpBasics
{
    /// <summary>Largest JSON body: text of 4,096 characters escaped, 1,000 ids, with room. File parts raise it for themselves.</summary>
    public const long MaxBodyBytes = 256 * 1024;

    public static void AddHttp(this WebApplicationBuilder builder, Settings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(settings.Bind, settings.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxConcurrentUpgradedConnections = 100_000;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A start that fails is told by the program itself, in one sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // EF tells every refused row twice, also those that a race makes expected; what is a fault is told by who handles it.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });

        builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        builder.Services.AddOpenApi("v1", OpenApiDescription.Configure);
        builder.Services.AddValidation();
        builder.Services.AddProblems();
        builder.Services.AddAuthorization();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // However many stand in a row: each hop must be a trusted one.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        });
    }

    public static void UseHttpBasics(this WebApplication app, Settings settings)
    {
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HostCheck>();
        // A socket leaves the pipeline here (RealtimeFeature): every stage that it waits in would be kept for as long as it lives.
        app.UseWebSockets();
        app.UseRouting();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }
}

internal static class Json
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
