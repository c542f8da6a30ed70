using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>
/// Serves the web client that lies beside the program. It is read once at start: it is small, and a build made meanwhile
/// cannot give a page the half of another version.
/// </summary>
internal sealed class WebClient(RequestDelegate next, string folder)
{
    // Below these live no pages: an unknown address there is an answer of the server.
    private static readonly string[] NotPages = ["/api", "/ws", "/files", "/health", "/metrics", "/openapi", "/.well-known", "/assets"];

    private readonly FrozenDictionary<string, Part> _parts = Read(folder);

    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        // Routing ran before: what has an endpoint, also one that only refuses the method, is not ours.
        if (context.GetEndpoint() is not null || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))) return next(context);

        return Find(request.Path) is { } part ? part.WriteAsync(context) : next(context);
    }

    private Part? Find(PathString path)
    {
        if (_parts.TryGetValue(path.Value ?? "/", out var part)) return part;
        // The client has its own routes: any other address is its page, which then looks at the address.
        var isPage = !Path.HasExtension(path.Value) && !NotPages.Any(start => path.StartsWithSegments(start));
        return isPage ? _parts.GetValueOrDefault("/index.html") : null;
    }

    private static FrozenDictionary<string, Part> Read(string folder)
    {
        if (!Directory.Exists(folder)) return FrozenDictionary<string, Part>.Empty;

        var types = new FileExtensionContentTypeProvider();
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: "/" + Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .Where(found => !found.Path.StartsWith("/.", StringComparison.Ordinal) && types.TryGetContentType(found.Path, out _))
            .ToFrozenDictionary(found => found.Path, found => Part.Read(found.File, found.Path, types.Mappings[Path.GetExtension(found.Path)]));
    }

    /// <summary>One file with its compressed form where the build made one.</summary>
    private sealed record Part(byte[] Plain, byte[]? Brotli, string ContentType, string CacheControl, StringValues ETag)
    {
        public static Part Read(string file, string path, string type)
        {
            var plain = File.ReadAllBytes(file);
            var compressed = file + ".br";
            return new(
                plain,
                File.Exists(compressed) ? File.ReadAllBytes(compressed) : null,
                type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type,
                // Vite puts a hash into the names below /assets: what is there never changes.
                path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
                $"\"{Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12))}\"");
        }

        public async Task WriteAsync(HttpContext context)
        {
            var (request, response) = (context.Request, context.Response);
            response.Headers.CacheControl = CacheControl;
            response.Headers.ETag = ETag;
            if (Brotli is not null) response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (request.Headers.IfNoneMatch == ETag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            var body = Plain;
            if (Brotli is not null && request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "br" && coding.Quality != 0))
            {
                body = Brotli;
                response.Headers.ContentEncoding = "br";
            }

            response.ContentType = ContentType;
            response.ContentLength = body.Length;
            if (HttpMethods.IsGet(request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
