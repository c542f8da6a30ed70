using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Accounts;

internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/auth").WithTags("Accounts");
        group.MapPost("register", Register).AddEndpointFilter(NetworkQuotas.CountRegistration)
            .WithSummary("Sign up: mails a code, whether or not the address is known.");
        group.MapPost("resend-code", ResendCode).WithSummary("Mail another code; the one before is void.");
        group.MapPost("verify-email", VerifyEmail).WithSummary("Finish a sign-up with the mailed code, and sign in.");
        group.MapPost("login", Login).AddEndpointFilter(NetworkQuotas.CountSignIn).WithSummary("Sign in by e-mail address and password.");
        group.MapPost("refresh", Refresh).WithSummary("Exchange the refresh token (body, or a page's cookie) for new tokens.");
        group.MapPost("logout", Logout).WithSummary("End the session of the given refresh and access token at once.");
    }

    private static async Task<Results<Accepted<RegistrationView>, ProblemHttpResult>> Register(
        RegisterRequest request, HttpContext context, RegistrationService registrations, CancellationToken ct) =>
        (await registrations.RegisterAsync(request, Locales.Pick(request.Locale, context.Request), ct)).ToHttp(view => TypedResults.Accepted((string?)null, view));

    private static async Task<Results<Accepted<RegistrationView>, ProblemHttpResult>> ResendCode(
        ResendCodeRequest request, RegistrationService registrations, CancellationToken ct) =>
        (await registrations.ResendAsync(request.RegistrationId, ct)).ToHttp(view => TypedResults.Accepted((string?)null, view));

    private static async Task<Results<Ok<SignInView>, ProblemHttpResult>> VerifyEmail(
        VerifyEmailRequest request, HttpContext context, EmailVerification verification, RefreshCookie cookie, CancellationToken ct) =>
        (await verification.VerifyAsync(request, ClientOf(context), ct)).ToHttp(signedIn => TypedResults.Ok(cookie.Answer(context, signedIn)));

    private static async Task<Results<Ok<SignInView>, ProblemHttpResult>> Login(
        LoginRequest request, HttpContext context, SignInService signIn, RefreshCookie cookie, CancellationToken ct) =>
        (await signIn.SignInAsync(request, ClientOf(context), ct)).ToHttp(signedIn => TypedResults.Ok(cookie.Answer(context, signedIn)));

    private static async Task<Results<Ok<SignInView>, ProblemHttpResult>> Refresh(
        RefreshRequest? request, HttpContext context, SessionService sessions, RefreshCookie cookie, CancellationToken ct)
    {
        var token = cookie.TokenOf(context.Request, request?.RefreshToken);
        if (token.Error is { } foreign) return foreign.ToProblem();
        var renewed = await sessions.RefreshAsync(token.Value, ct);
        if (renewed.Error is { Status: StatusCodes.Status401Unauthorized }) cookie.Clear(context);
        return renewed.ToHttp(signedIn => TypedResults.Ok(cookie.Answer(context, signedIn)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Logout(
        RefreshRequest? request, HttpContext context, SessionService sessions, RefreshCookie cookie, CancellationToken ct)
    {
        var token = cookie.TokenOf(context.Request, request?.RefreshToken);
        if (token.Error is { } foreign) return foreign.ToProblem();
        await sessions.EndByTokenAsync(token.Value, ct);
        if (await CurrentUser.BindAsync(context) is { } user) await sessions.EndAsync(user.SessionId);
        cookie.Clear(context);
        return TypedResults.NoContent();
    }

    /// <summary>What the device calls itself, for its owner to recognise.</summary>
    private static string? ClientOf(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        if (agent.Length > 200) agent = agent[..200];
        return agent.Length > 0 && TextRules.IsStorable(agent) ? agent : null;
    }
}
