using BrainMessenger.Server.Platform.Configuration;
using Microsoft.AspNetCore.Http.Features;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>The headers of a modern web app (reliability and security figures of the design; ASVS 3.4).</summary>
internal sealed class SecurityHeaders(RequestDelegate next, Settings settings)
{
    private readonly string _policy = Policy(settings);

    public Task InvokeAsync(HttpContext context)
    {
        // No page looks at the answer to a socket, which would keep them as long as it lives.
        if (context.Request.Path == "/ws" && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }) return next(context);
        // At the last moment: the exception handler clears what was set before it.
        context.Response.OnStarting(Add, context);
        return next(context);
    }

    /// <summary>What the handler has set itself stays: files carry a stricter policy.</summary>
    private Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.TryAdd("Content-Security-Policy", _policy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()");
        if (settings.IsHttps) headers.TryAdd("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        if (context.Request.Path.StartsWithSegments("/api")) headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }

    private static string Policy(Settings settings)
    {
        // Sockets are named with their host: 'self' covers ws only in newer browsers. The grammar has no IPv6 literals.
        var sockets = settings.IsLoopback ? "ws://localhost:* ws://127.0.0.1:*" : "wss://" + settings.PublicUrl.Authority;
        // Files are written and read at the store itself.
        var stores = string.Concat(new[] { settings.ObjectStore?.Endpoint, settings.ObjectStore?.Domain?.Address }.OfType<Uri>().Select(store => " " + store.GetLeftPart(UriPartial.Authority)));
        return $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:{stores}; media-src 'self' blob:{stores}; font-src 'self'; "
            + $"connect-src 'self' {sockets}{stores}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'";
    }
}
