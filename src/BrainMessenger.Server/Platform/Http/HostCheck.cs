using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>Answers only to its own name: another Host is a rebinding attack or a proxy that was set up wrongly.</summary>
internal sealed class HostCheck(RequestDelegate next, Settings settings)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsOurs(context.Request.Host)) return next(context);
        return new Error("host.unknown", StatusCodes.Status421MisdirectedRequest, "This server does not answer to that address.").ToProblem().ExecuteAsync(context);
    }

    private bool IsOurs(HostString host) => settings.IsLoopback
        ? Settings.IsLoopbackHost(host.Host)
        : string.Equals(host.Host, settings.PublicUrl.Host, StringComparison.OrdinalIgnoreCase) && (host.Port ?? DefaultPort) == settings.PublicUrl.Port;

    private int DefaultPort => settings.IsHttps ? 443 : 80;
}
