using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>The headers of a modern web app (reliability and security figures of the design; ASVS 3.4).</summary>
internal sealed class SecurityHeaders(RequestDelegate next, Settings settings)
{
    private readonly string _policy = Policy(settings);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=()";
        if (settings.IsHttps) headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        if (context.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        return next(context);
    }

    private static string Policy(Settings settings)
    {
        // Sockets are named with their host: 'self' covers ws only in newer browsers. The grammar has no IPv6 literals.
        var sockets = settings.IsLoopback ? "ws://localhost:* ws://127.0.0.1:*" : "wss://" + settings.PublicUrl.Authority;
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; "
            + $"connect-src 'self' {sockets}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'";
    }
}
