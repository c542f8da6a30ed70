using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace BrainMessenger.Tests.Platform;

/// <summary>What every answer carries, and how every bad request is answered.</summary>
public sealed class HttpTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/health/live", null, 200)]
    [InlineData("GET", "/api/v1/me", null, 401)]
    [InlineData("GET", "/api/v1/nothing", null, 404)]
    [InlineData("POST", "/api/v1/auth/login", "{", 400)]
    [InlineData("POST", "/api/v1/auth/login", "{\"email\":1}", 400)]
    public async Task Every_answer_carries_the_security_headers(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await server.Http.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.2", false)]
    [InlineData("localhost.", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    public async Task Only_our_own_host_is_answered(string host, bool ours)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = $"{host}:{server.Address.Port}";
        using var answer = await server.Http.SendAsync(request, Ct);
        Assert.Equal(ours ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("{", "email", 400)]
    [InlineData("", null, 400)]
    [InlineData("null", null, 400)]
    [InlineData("[]", null, 400)]
    [InlineData("\"text\"", null, 400)]
    [InlineData("{\"email\":{}}", "email", 400)]
    [InlineData("{\"email\":\"a@b.org\",\"email\":\"c@d.org\",\"password\":\"x\"}", "email", 400)]
    [InlineData("{\"email\":\"a@b.org\",\"password\":\"\\u0000\"}", "password", 400)]
    [InlineData("{\"email\":\"a@b.org\",\"password\":\"\\ud800\"}", "password", 400)]
    [InlineData("{\"email\":\"a@b.org\"}", "password", 400)]
    public async Task A_bad_body_is_a_problem_that_names_its_field(string body, string? field, int status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync("/api/v1/auth/login", content, Ct);

        var problem = await ProblemAsync(answer, status, "validation");
        if (field is not null && body != "{") Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public void No_keys_are_kept_outside_the_data_folder() =>
        // ASP.NET's own protection of cookies writes keys into the home folder as soon as it is there.
        Assert.Null(server.Services.GetService<IDataProtectionProvider>());

    [Fact]
    public async Task Other_mistakes_have_their_codes_whatever_the_caller_accepts()
    {
        await ProblemAsync(await SendAsync(HttpMethod.Get, "/api/v1/me", null, "text/html"), 401, "auth.required");
        await ProblemAsync(await SendAsync(HttpMethod.Get, "/api/v1/nothing", null, "image/png"), 404, "not_found");
        await ProblemAsync(await SendAsync(HttpMethod.Put, "/api/v1/me", null, "*/*"), 405, "method_not_allowed");
        await ProblemAsync(await SendAsync(HttpMethod.Post, "/api/v1/auth/login", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"), null), 415, "validation");
        await ProblemAsync(await SendAsync(HttpMethod.Post, "/api/v1/auth/login", new StringContent($"{{\"email\":\"{new string('a', 300_000)}\"}}", Encoding.UTF8, "application/json"), null), 413, "too_large");
        await ProblemAsync(await SendAsync(HttpMethod.Post, "/api/v1/auth/register", JsonContent.Create(new { email = "x", password = "x", name = "" }), null), 400, "validation", 3);
    }

    [Fact]
    public async Task The_description_says_who_may_call_and_how_failures_look()
    {
        var description = await server.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);
        Assert.Equal("bearer", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        var paths = description.GetProperty("paths");
        Assert.True(paths.GetProperty("/api/v1/me").GetProperty("get").TryGetProperty("security", out _));
        Assert.False(paths.GetProperty("/api/v1/auth/login").GetProperty("post").TryGetProperty("security", out _));
        foreach (var path in paths.EnumerateObject().Where(p => p.Name.StartsWith("/api/v1/auth", StringComparison.Ordinal) || p.Name is "/api/v1/me" or "/api/v1/users"))
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
                Assert.True(operation.Value.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
            }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? accept)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        return await server.Http.SendAsync(request, Ct);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string code, int fields = 0)
    {
        using (answer)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal((status, status, code), ((int)answer.StatusCode, problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
            Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
            Assert.NotEmpty(problem.GetProperty("title").GetString()!);
            Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
            if (fields > 0) Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Count());
            return problem;
        }
    }
}
