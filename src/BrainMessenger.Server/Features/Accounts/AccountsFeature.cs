using System.Text.Json.Nodes;
using BrainMessenger.Server.Features.Files;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace BrainMessenger.Server.Features.Accounts;

internal static class AccountsFeature
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<OnlinePeople>();
        services.AddSingleton<UserCatalog>();
        services.AddSingleton<IPremium>(provider => provider.GetRequiredService<UserCatalog>());
        services.AddSingleton<Passwords>();
        services.AddSingleton<MailedCode>();
        services.AddSingleton<NetworkQuotas>();
        services.AddSingleton<RefreshCookie>();
        services.AddScoped<AddressQuotas>();
        services.AddScoped<CodeCheck>();
        services.AddScoped<SetupCodes>();
        services.AddScoped<SignUpMails>();
        services.AddScoped<RegistrationService>();
        services.AddScoped<EmailVerification>();
        services.AddScoped<SessionService>();
        services.AddScoped<SignInService>();
        services.AddScoped<MeService>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<AccountDeletion>();
        services.AddScoped<UserSearch>();
        services.AddSingleton<IFileHolder, UserPhotos>();
        services.AddHostedService<AccountsStart>();
        // Not AddAuthentication: that also makes keys for cookies, which we never use, in the home folder.
        services.AddAuthenticationCore(options => options.DefaultScheme = BearerAuthentication.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null);
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapAuth();
        app.MapMe();
        app.MapUsers();
        app.MapGet("/.well-known/jwks.json", (SigningKeyRing keys, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=300";
            return TypedResults.Ok(new JsonObject { ["keys"] = new JsonArray([.. keys.Published.Select(Jwk)]) });
        }).WithTags("Accounts").WithSummary("Public keys of the access tokens.");
    }

    private static JsonObject Jwk(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "sig",
            ["alg"] = SecurityAlgorithms.EcdsaSha256,
            ["kid"] = key.KeyId,
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
