using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BrainMessenger.Server.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace BrainMessenger.Tests.Features.Accounts;

/// <summary>Tokens that somebody else made, or changed.</summary>
public sealed class TokenForgeryTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_forged_token_passes()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var forged = Forgeries(ana.Token, ben.Token).ToList();
        Assert.True(forged.Count >= 60, $"only {forged.Count} forgeries");
        Assert.Equal(forged.Count, forged.Distinct().Count());

        foreach (var token in forged)
            Assert.True(server.Services.GetRequiredService<AccessTokens>().Validate(token) is null, token);
        foreach (var token in forged.Where((t, i) => i % 6 == 0 && t.Length < 4096))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            using var answer = await server.Http.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.NotNull(server.Services.GetRequiredService<AccessTokens>().Validate(ana.Token));
    }

    [Theory]
    [InlineData("bearer {0}", HttpStatusCode.OK)]
    [InlineData("{0}", HttpStatusCode.Unauthorized)]
    [InlineData("Basic {0}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer  {0}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer {0} {0}", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    public async Task Only_one_bearer_header_counts(string form, HttpStatusCode status)
    {
        using var ana = await server.SignUpAsync("Ana");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", string.Format(null, form, ana.Token));
        using var answer = await server.Http.SendAsync(request, Ct);
        Assert.Equal(status, answer.StatusCode);
    }

    private IEnumerable<string> Forgeries(string token, string other)
    {
        var parts = token.Split('.');
        var header = JsonNode.Parse(Base64UrlEncoder.Decode(parts[0]))!.AsObject();
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!.AsObject();
        var key = server.Services.GetRequiredService<SigningKeyRing>().Published.First();
        var publicKey = key.ECDsa.ExportSubjectPublicKeyInfo();

        // No signature, in every spelling of the algorithm.
        foreach (var alg in new[] { "none", "None", "NONE", "nOnE", "", " none", "ES256 ", "es256" })
        {
            yield return $"{Part(header, ("alg", alg))}.{parts[1]}.";
            yield return $"{Part(header, ("alg", alg))}.{parts[1]}.{parts[2]}";
        }

        // Another algorithm; the public key as the secret of an HMAC.
        foreach (var (alg, hash) in new[] { ("HS256", HashAlgorithmName.SHA256), ("HS384", HashAlgorithmName.SHA384), ("HS512", HashAlgorithmName.SHA512) })
        {
            var signed = $"{Part(header, ("alg", alg))}.{parts[1]}";
            foreach (var secret in new[] { publicKey, Encoding.UTF8.GetBytes(Convert.ToBase64String(publicKey)), [], Encoding.UTF8.GetBytes(key.KeyId) })
                yield return $"{signed}.{Base64UrlEncoder.Encode(CryptographicOperations.HmacData(hash, secret, Encoding.ASCII.GetBytes(signed)))}";
        }

        foreach (var alg in new[] { "RS256", "RS512", "PS256", "ES384", "ES512", "EdDSA" }) yield return $"{Part(header, ("alg", alg))}.{parts[1]}.{parts[2]}";

        foreach (var forged in OwnKey(parts, header, payload)) yield return forged;
        foreach (var damaged in Damaged(token, parts, other.Split('.'))) yield return damaged;
    }

    private static IEnumerable<string> OwnKey(string[] parts, JsonObject header, JsonObject payload)
    {
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A key of one's own, offered in every way a header has.
        foreach (var offer in Offers(header, mine)) yield return Sign(offer, payload, mine);
        // One's own key under a good name, and good tokens with changed words.
        yield return Sign(header, payload, mine);
        foreach (var (name, value) in new (string, JsonNode?)[]
        {
            ("sub", Guid.NewGuid().ToString()), ("sub", "admin"), ("sub", null), ("sid", Guid.NewGuid().ToString()), ("sid", null), ("exp", 4102444800), ("exp", null), ("nbf", 0),
            ("iss", "evil"), ("aud", "evil"), ("role", "admin"),
        })
        {
            var changed = payload.DeepClone().AsObject();
            changed[name] = value?.DeepClone();
            yield return $"{parts[0]}.{Encode(changed)}.{parts[2]}";
            yield return Sign(header, changed, mine);
        }
    }

    /// <summary>Parts of two good tokens, and damage.</summary>
    private static IEnumerable<string> Damaged(string token, string[] parts, string[] others)
    {
        yield return $"{parts[0]}.{others[1]}.{parts[2]}";
        yield return $"{parts[0]}.{parts[1]}.{others[2]}";
        yield return token[..^2];
        yield return token + "A";
        yield return $"{parts[0]}.{parts[1]}";
        yield return $"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(new byte[64])}";
        yield return $"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode([.. Enumerable.Repeat((byte)255, 64)])}";
        yield return "";
        yield return "..";
        yield return new string('A', 100_000);
    }

    private static IEnumerable<JsonObject> Offers(JsonObject header, ECDsa mine)
    {
        var point = mine.ExportParameters(false).Q;
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) };
        (string, JsonNode)[] offers =
        [
            ("jwk", jwk), ("jku", "http://127.0.0.1/keys"), ("x5u", "http://127.0.0.1/cert"), ("x5c", new JsonArray("MIIB")), ("kid", "mine"), ("kid", "../../keys/node.key"),
            ("kid", "' or 1=1 --"), ("kid", ""), ("typ", "JWT"), ("typ", "id+jwt"), ("crit", new JsonArray("b64")), ("cty", "JWT"),
        ];
        foreach (var (name, value) in offers)
        {
            var offer = header.DeepClone().AsObject();
            offer[name] = value.DeepClone();
            yield return offer;
        }
    }

    private static string Sign(JsonObject header, JsonObject payload, ECDsa key)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Part(JsonObject header, (string Name, string Value) change)
    {
        var changed = header.DeepClone().AsObject();
        changed[change.Name] = change.Value;
        return Encode(changed);
    }

    private static string Encode(JsonObject json) => Base64UrlEncoder.Encode(json.ToJsonString());
}
