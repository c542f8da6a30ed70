using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>Turns a failure of the store into its answer, and tells the operator cause and cure.</summary>
internal sealed class StoreFailures(StoreOutages outages) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreException e)
        {
            outages.Tell(e);
            return e.Error.ToProblem();
        }
    }
}
