using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Tests;

/// <summary>What goes wrong between a server and its object store.</summary>
internal abstract record StoreFault
{
    /// <summary>The store answers so, with its error in XML, and does nothing.</summary>
    public sealed record Answers(HttpStatusCode Status, string Code) : StoreFault;

    /// <summary>The connection ends before anything reaches the store.</summary>
    public sealed record Cuts : StoreFault;

    /// <summary>The store does it, and its answer does not come back.</summary>
    public sealed record LosesAnswer : StoreFault;

    /// <summary>The answer breaks off after so many bytes of its body.</summary>
    public sealed record BreaksOff(int After) : StoreFault;

    /// <summary>The store is asked only after a while, well before whoever asks gives up.</summary>
    public sealed record Slow : StoreFault;

    /// <summary>Nothing is answered until whoever asks gives up.</summary>
    public sealed record Hangs : StoreFault;
}

/// <summary>Stands before an S3 server: passes everything on as it came, so that signatures hold, unless told to fail.</summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri _store;
    private readonly Lock _gate = new();
    private Func<HttpRequest, bool> _hits = _ => false;
    private StoreFault? _fault;
    private int _left;

    private StoreProxy(Uri store, WebApplication app) => (_store, _app) = (store, app);

    /// <summary>Requests that met a fault.</summary>
    public int Failed { get; private set; }

    /// <summary>All requests, and the bytes of their bodies.</summary>
    public int Requests { get; private set; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<StoreProxy> BeforeAsync(string store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var proxy = new StoreProxy(new Uri(store), app);
        app.Run(proxy.ServeAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>The next <paramref name="times"/> requests that fit meet the fault; all of them unless told otherwise.</summary>
    public void Fail(StoreFault fault, Func<HttpRequest, bool>? hits = null, int times = int.MaxValue)
    {
        lock (_gate) (_fault, _hits, _left, Failed) = (fault, hits ?? (_ => true), times, 0);
    }

    public void Heal()
    {
        lock (_gate) _left = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var fault = Meets(context.Request);
        switch (fault)
        {
            case StoreFault.Answers answer:
                context.Response.StatusCode = (int)answer.Status;
                context.Response.ContentType = "application/xml";
                if (!HttpMethods.IsHead(context.Request.Method))
                    await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{answer.Code}</Code><Message>Made for a test.</Message><RequestId>tx01</RequestId></Error>");
                return;
            case StoreFault.Cuts:
                context.Abort();
                return;
            case StoreFault.Hangs:
                var left = new TaskCompletionSource();
                await using (context.RequestAborted.Register(left.SetResult)) await left.Task;
                return;
            case StoreFault.Slow:
                using (var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200))) await pause.WaitForNextTickAsync(context.RequestAborted);
                break;
        }

        using var answered = await ForwardAsync(context);
        if (fault is StoreFault.LosesAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answered.StatusCode;
        foreach (var (name, values) in answered.Headers.Concat(answered.Content.Headers))
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
                context.Response.Headers[name] = values.ToArray();
        if (fault is StoreFault.BreaksOff broken)
        {
            var begun = new byte[broken.After];
            await using var body = await answered.Content.ReadAsStreamAsync();
            await body.ReadAtLeastAsync(begun, begun.Length, throwOnEndOfStream: false);
            await context.Response.Body.WriteAsync(begun);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await answered.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private StoreFault? Meets(HttpRequest request)
    {
        lock (_gate)
        {
            Requests++;
            if (_left == 0 || !_hits(request)) return null;
            _left--;
            Failed++;
            return _fault;
        }
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context)
    {
        var request = context.Request;
        // As it came on the wire: whatever was signed must not be written differently.
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_store.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0) forwarded.Content = new StreamContent(request.Body);
        else if (HttpMethods.IsPut(request.Method) || HttpMethods.IsPost(request.Method)) forwarded.Content = new ByteArrayContent([]);
        foreach (var (name, values) in request.Headers)
            if (!forwarded.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) forwarded.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        return await _http.SendAsync(forwarded, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    }
}
