using System.Security.Claims;

namespace BrainMessenger.Server.Platform;

/// <summary>Who asks: bound in handlers from the verified access token.</summary>
internal sealed record CurrentUser(Guid Id, Guid SessionId)
{
    public const string UserClaim = "sub";
    public const string SessionClaim = "sid";

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context)
    {
        var user = context.User.FindFirstValue(UserClaim);
        var session = context.User.FindFirstValue(SessionClaim);
        return ValueTask.FromResult(user is null || session is null ? null : new CurrentUser(Guid.Parse(user), Guid.Parse(session)));
    }
}
