using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using BrainMessenger.Server.Platform;
using BrainMessenger.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>A domain before the bucket: only guarded, and only for what may be shown.</summary>
[Trait("Store", "S3")]
public sealed class StoreDomainTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_domain_that_lets_everybody_read_stops_the_start()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var domain = await ServeAsync(bucket, guarded: false);

        var refused = await Assert.ThrowsAsync<StartupException>(() => StartAsync(bucket, domain));

        Assert.Equal(ExitCode.Configuration, refused.ExitCode);
        Assert.Contains("R2_PUBLIC_URL lets everybody read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_come_by_the_domain_and_documents_by_the_store()
    {
        using var bucket = await TestBucket.CreateAsync();
        await using var domain = await ServeAsync(bucket, guarded: true);
        await using var server = await StartAsync(bucket, domain);
        using var ana = await server.SignUpAsync("Ana");
        var (picture, page) = (SampleFiles.Png(10, 10), Encoding.ASCII.GetBytes("<script>alert(1)</script>"));

        var shown = await LinkAsync(ana, picture, "a.png", "image/png");
        var saved = await LinkAsync(ana, page, "a.html", "text/html");

        Assert.StartsWith(domain.Urls.First(), shown, StringComparison.Ordinal);
        Assert.StartsWith(bucket.Endpoint, saved, StringComparison.Ordinal);
        using var answer = await server.Http.GetAsync(shown, Ct);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(picture, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync(shown[..shown.IndexOf('?', StringComparison.Ordinal)], Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync(shown.Replace("uploads/", "uploads/x", StringComparison.Ordinal), Ct)).StatusCode);
    }

    private static async Task<string> LinkAsync(Person person, byte[] bytes, string name, string type)
    {
        var file = await person.Client.Files.UploadAsync(new MemoryStream(bytes), new() { Name = name, Size = bytes.Length, ContentType = type }, ct: Ct);
        return (await person.Client.Files.LinkAsync(file.Id, ct: Ct)).Url;
    }

    private static Task<Server> StartAsync(TestBucket bucket, WebApplication domain) =>
        Server.StartAsync([.. bucket.Variables(), ("R2_PUBLIC_URL", domain.Urls.First()), ("R2_PUBLIC_SECRET", Secret)]);

    /// <summary>What Cloudflare does for a custom domain, with or without the rule of docs/r2.md.</summary>
    private static async Task<WebApplication> ServeAsync(TestBucket bucket, bool guarded)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            if (guarded && !IsTimedHmacValid(context.Request, DateTimeOffset.UtcNow))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            using var stored = await bucket.Client.GetObjectAsync(bucket.Name, context.Request.Path.Value![1..], Ct);
            context.Response.ContentType = stored.Headers.ContentType;
            await stored.ResponseStream.CopyToAsync(context.Response.Body, Ct);
        });
        await app.StartAsync();
        return app;
    }

    /// <summary>is_timed_hmac_valid_v0(secret, uri, 60, now, 8): the last parameter is the length of "?verify=".</summary>
    private static bool IsTimedHmacValid(HttpRequest request, DateTimeOffset now)
    {
        var uri = request.Path + request.QueryString;
        var at = uri.IndexOf("?verify=", StringComparison.Ordinal);
        if (at < 0 || uri[(at + 8)..].Split('-', 2) is not [var second, var mac]) return false;
        if (!long.TryParse(second, CultureInfo.InvariantCulture, out var issued) || now.ToUnixTimeSeconds() - issued > 60) return false;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(uri[..at] + second));
        return Uri.UnescapeDataString(mac) == Convert.ToBase64String(expected);
    }
}
