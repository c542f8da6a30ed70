using BrainMessenger.Server.Data;

namespace BrainMessenger.Server.Platform.Http;

/// <summary>A GET changes nothing, so one that met a passing fault of the database is answered by another try.</summary>
internal sealed class ReadAgain(RequestDelegate next, DatabaseReads reads)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.WebSockets.IsWebSocketRequest) return next(context);
        return reads.RunAsync(async () =>
        {
            await next(context);
            return true;
        }, () => !context.Response.HasStarted, context.RequestAborted);
    }
}
