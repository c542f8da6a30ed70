using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BrainMessenger.Tests.Features.Accounts;

/// <summary>What a browser page may do with its cookie, and what nobody else may.</summary>
public sealed class CookieTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_gets_its_refresh_token_in_a_cookie_that_scripts_cannot_read()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var answer = await SendAsync("login", new { email = ana.Email, password = Server.Password }, ("X-Client", "web"));

        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.False(json.TryGetProperty("refreshToken", out _));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"bm_refresh_{server.Address.Port}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_bound_to_the_host()
    {
        await using var https = await Server.StartAsync(("PUBLIC_URL", "https://chat.example.org"), ("REGISTRATION", "open"), ("RATE_LIMITS", "on"));
        using var ana = await https.SignUpAsync("Ana");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = JsonContent.Create(new { email = ana.Email, password = Server.Password }) };
        request.Headers.Host = "chat.example.org";
        request.Headers.Add("X-Client", "web");
        using var answer = await https.Http.SendAsync(request, Ct);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-bm_refresh=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
        Assert.Equal("max-age=63072000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task The_cookie_refreshes_for_our_own_page_and_rotates()
    {
        var cookie = await SignInAsync();
        using var answer = await RefreshAsync(cookie, Own);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(cookie, CookieOf(answer));
    }

    [Fact]
    public async Task Without_X_Client_or_our_origin_the_cookie_is_nothing()
    {
        var cookie = await SignInAsync();
        using (var noClient = await SendAsync("refresh", null, ("Cookie", cookie), ("Origin", Own))) Assert.Equal(HttpStatusCode.Unauthorized, noClient.StatusCode);
        using (var noOrigin = await SendAsync("refresh", null, ("Cookie", cookie), ("X-Client", "web"))) Assert.Equal(HttpStatusCode.Forbidden, noOrigin.StatusCode);
        using (var bodyInstead = await SendAsync("refresh", new { refreshToken = cookie.Split('=', 2)[1] }, ("X-Client", "web"), ("Origin", Own)))
            Assert.Equal(HttpStatusCode.Unauthorized, bodyInstead.StatusCode);
        using (var still = await RefreshAsync(cookie, Own)) Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task No_other_spelling_of_an_origin_passes()
    {
        var cookie = await SignInAsync();
        var port = server.Address.Port;
        string[] foreign =
        [
            "null", "http://evil.example", $"http://evil.example:{port}", $"https://127.0.0.1:{port}", $"http://127.0.0.1:{port + 1}", "http://127.0.0.1",
            $"http://127.0.0.1:{port}/", $"http://127.0.0.1:{port}/path", $"http://127.0.0.1:{port}?x", $"http://127.0.0.1:{port}#x", $"HTTP://127.0.0.1:{port}",
            $"http://LOCALHOST:{port}", $"http://user@127.0.0.1:{port}", $"http://user:pw@localhost:{port}", $"http://127.1:{port}", $"http://2130706433:{port}",
            $"http://0x7f.0.0.1:{port}", $"http://127.0.0.1.evil.example:{port}", $"http://evil.example\\@127.0.0.1:{port}", $"http://localhost.:{port}", $"http://[::ffff:127.0.0.1]:{port}",
            $"http://127.0.0.2:{port}", $"http://127.0.0.1:{port}, http://127.0.0.1:{port}", $"ws://127.0.0.1:{port}", $"file://127.0.0.1:{port}", $"http://127.0.0.1:0{port}", "127.0.0.1", "*",
        ];
        foreach (var origin in foreign)
        {
            using var answer = await RefreshAsync(cookie, origin);
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{origin} was answered with {answer.StatusCode}");
        }

        foreach (var own in new[] { $"http://127.0.0.1:{port}", $"http://localhost:{port}", $"http://[::1]:{port}" })
        {
            using var answer = await RefreshAsync(cookie, own);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Sign_out_takes_the_cookie_away_and_ends_its_session()
    {
        var cookie = await SignInAsync();
        using var foreign = await SendAsync("logout", null, ("Cookie", cookie), ("X-Client", "web"), ("Origin", "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);

        using var answer = await SendAsync("logout", null, ("Cookie", cookie), ("X-Client", "web"), ("Origin", Own));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        using var after = await RefreshAsync(cookie, Own);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task No_cookie_ever_authenticates_another_request()
    {
        var cookie = await SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("X-Client", "web");
        request.Headers.Add("Origin", Own);
        using var answer = await server.Http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private string Own => $"http://127.0.0.1:{server.Address.Port}";

    private async Task<string> SignInAsync()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var answer = await SendAsync("login", new { email = ana.Email, password = Server.Password }, ("X-Client", "web"));
        return CookieOf(answer);
    }

    private Task<HttpResponseMessage> RefreshAsync(string cookie, string origin) => SendAsync("refresh", null, ("Cookie", cookie), ("X-Client", "web"), ("Origin", origin));

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private async Task<HttpResponseMessage> SendAsync(string route, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/" + route) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await server.Http.SendAsync(request, Ct);
    }
}
