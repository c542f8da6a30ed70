using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using BrainMessenger.Server.Platform.Http;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>
/// Where a browser page keeps its refresh token: out of reach of scripts, sent to this host only. Pages say so by
/// <c>X-Client: web</c>, a header that a foreign page cannot send without being asked about it first.
/// </summary>
internal sealed class RefreshCookie(Settings settings, UserCatalog users)
{
    public static bool IsWeb(HttpRequest request) => request.Headers["X-Client"] == "web";

    /// <summary>The token of this request: a page's from its cookie, and only for our own origin; else the body's.</summary>
    public Result<string?> TokenOf(HttpRequest request, string? inBody)
    {
        if (!IsWeb(request)) return inBody;
        if (!OriginCheck.IsOurs(request, settings)) return AccountErrors.ForeignOrigin;
        return request.Cookies[Name(request)];
    }

    public SignInView Answer(HttpContext context, SignedIn signedIn)
    {
        var web = IsWeb(context.Request);
        if (web) context.Response.Cookies.Append(Name(context.Request), signedIn.RefreshToken, Options(signedIn.Session.ExpiresAt));
        return new(signedIn.AccessToken, (int)AccessTokens.Lifetime.TotalSeconds, web ? null : signedIn.RefreshToken, users.OwnView(signedIn.User));
    }

    public void Clear(HttpContext context)
    {
        if (IsWeb(context.Request)) context.Response.Cookies.Append(Name(context.Request), "", Options(DateTimeOffset.UnixEpoch));
    }

    /// <summary>On http the prefix is impossible, and cookies of several servers on one loopback host are told apart by the port that the browser uses.</summary>
    private string Name(HttpRequest request) => settings.IsHttps ? "__Host-bm_refresh" : $"bm_refresh_{request.Host.Port ?? 80}";

    private CookieOptions Options(DateTimeOffset expires) => new()
    {
        HttpOnly = true,
        Secure = settings.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
    };
}
