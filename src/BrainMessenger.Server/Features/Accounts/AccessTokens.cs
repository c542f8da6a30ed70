using BrainMessenger.Server.Platform;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Whom a checked access token speaks for.</summary>
internal sealed record AccessToken(Guid UserId, Guid SessionId, DateTimeOffset ExpiresAt);

/// <summary>
/// Issues and checks access tokens: ES256 JWTs of 15 minutes, nothing else accepted. Checking is one signature and one
/// look into memory, no database, so that thousands may connect at once.
/// </summary>
internal sealed class AccessTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>The longest a token may be made for (load tests); ended sessions are remembered for as long.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    /// <summary>Clocks of nodes may differ by this much.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    private const string Type = "at+jwt";

    /// <summary>Issuer and audience: the keys are the database's own, so no other installation's token can pass.</summary>
    private const string Us = "brainmessenger";

    private const int MaxTokenLength = 2048;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly TokenValidationParameters _rules;
    private readonly SigningKeyRing _keys;
    private readonly EndedSessions _ended;
    private readonly TimeProvider _time;

    public AccessTokens(SigningKeyRing keys, EndedSessions ended, TimeProvider time)
    {
        _keys = keys;
        _ended = ended;
        _time = time;
        _rules = new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = Us,
            ValidAudience = Us,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // Only the key that the token names: none of its own headers (jku, x5u, jwk) is ever looked at.
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, kid, _) => _keys.Find(kid) is { } key ? [key] : [],
            LifetimeValidator = (from, until, _, _) => from <= (_time.GetUtcNow() + Leeway).UtcDateTime && until > (_time.GetUtcNow() - Leeway).UtcDateTime,
        };
    }

    public string Issue(User user, Session session) => Issue(user.Id, session.Id, Lifetime);

    /// <summary>A token of another length, for load tests.</summary>
    public string Issue(Guid userId, Guid sessionId, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, LongestLifetime);
        var now = _time.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = Us,
            Audience = Us,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object> { [CurrentUser.UserClaim] = userId.ToString(), [CurrentUser.SessionClaim] = sessionId.ToString() },
            SigningCredentials = _keys.Signing,
        });
    }

    /// <summary>Null for anything that is not a good token of a session that goes on.</summary>
    public AccessToken? Validate(string token)
    {
        if (token.Length > MaxTokenLength) return null;
        // With the keys at hand the library never waits: the task is complete.
        var checkedToken = _handler.ValidateTokenAsync(token, _rules).GetAwaiter().GetResult();
        if (!checkedToken.IsValid || checkedToken.SecurityToken is not JsonWebToken jwt) return null;
        if (!Read(jwt, CurrentUser.UserClaim, out var user) || !Read(jwt, CurrentUser.SessionClaim, out var session)) return null;
        return _ended.Contains(session) ? null : new(user, session, new(jwt.ValidTo));
    }

    /// <summary>Whether the session of a token that was good a moment ago has ended since.</summary>
    public bool HasEnded(AccessToken token) => _ended.Contains(token.SessionId);

    private static bool Read(JsonWebToken jwt, string claim, out Guid id)
    {
        id = default;
        return jwt.TryGetPayloadValue<string>(claim, out var value) && Guid.TryParseExact(value, "D", out id);
    }
}
