using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>How often one network may sign up and in, and one person try his password.</summary>
internal sealed class NetworkQuotas(Settings settings, TimeProvider time)
{
    private readonly QuotaKeeper _registrations = new(Limits.Registrations, time);
    private readonly QuotaKeeper _signIns = new(Limits.SignIns, time);

    public static ValueTask<object?> CountRegistration(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => Count(context, next, q => q._registrations);

    public static ValueTask<object?> CountSignIn(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => Count(context, next, q => q._signIns);

    private static ValueTask<object?> Count(EndpointFilterInvocationContext context, EndpointFilterDelegate next, Func<NetworkQuotas, QuotaKeeper> which)
    {
        var quotas = context.HttpContext.RequestServices.GetRequiredService<NetworkQuotas>();
        var network = QuotaKeeper.NetworkOf(context.HttpContext.Connection.RemoteIpAddress);
        if (!quotas.On || which(quotas).TryTake(network, out var retryAfter)) return next(context);
        return ValueTask.FromResult<object?>(AccountErrors.TooMany(retryAfter).ToProblem());
    }

    /// <summary>A stolen access token must not serve to guess the password: the same share as for signing in, by person.</summary>
    public Error? CountPassword(Guid userId) =>
        !On || _signIns.TryTake(userId.ToString(), out var retryAfter) ? null : AccountErrors.TooMany(retryAfter);

    private bool On => settings.RateLimits;
}
