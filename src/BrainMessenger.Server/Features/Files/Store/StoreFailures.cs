using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>Turns a failure of the store into its answer, and tells the operator cause and cure.</summary>
internal sealed class StoreFailures(ILogger<StoreFailures> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreException e)
        {
            log.LogError("File store: {Code}. Cause: {Cause}. Cure: {Cure}.", e.Error.Code, e.Message.TrimEnd('.'), e.Cure);
            return e.Error.ToProblem();
        }
    }
}
