using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BrainMessenger.Server.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed class SignInTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Passwords Passwords => server.Services.GetRequiredService<Passwords>();

    [Fact]
    public async Task A_known_and_an_unknown_address_are_refused_with_the_same_bytes_and_work()
    {
        using var ana = await server.SignUpAsync("Ana");
        var before = Passwords.Made;
        var known = await AnswerAsync("login", new { email = ana.Email, password = "wrong password" });
        var between = Passwords.Made;
        var unknown = await AnswerAsync("login", new { email = "nobody@example.org", password = "wrong password" });

        Assert.Equal(known, unknown);
        Assert.Equal((1, 1), (between - before, Passwords.Made - between));
        Assert.Contains("auth.wrong_password", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_and_a_new_address_sign_up_alike_and_only_the_new_one_gets_a_code()
    {
        using var ana = await server.SignUpAsync("Ana");
        var before = Passwords.Made;
        var known = await AnswerAsync("register", new { email = ana.Email.ToUpperInvariant(), password = Server.Password, name = "Eve" });
        var between = Passwords.Made;
        var fresh = await AnswerAsync("register", new { email = "fresh@example.org", password = Server.Password, name = "Eve" });

        Assert.Equal(known, fresh);
        Assert.Equal((1, 1), (between - before, Passwords.Made - between));
        Assert.Null(Assert.Single(server.MailsTo(ana.Email)).Code);
        Assert.NotNull(Assert.Single(server.MailsTo("fresh@example.org")).Code);
    }

    [Fact]
    public async Task Codes_are_checked_alike_for_known_and_new_addresses()
    {
        using var ana = await server.SignUpAsync("Ana");
        var known = await RegisterAsync(ana.Email);
        var fresh = await RegisterAsync("fresh2@example.org");
        for (var i = 0; i < 6; i++)
            Assert.Equal(
                await AnswerAsync("verify-email", new { registrationId = known, code = "00000000" }),
                await AnswerAsync("verify-email", new { registrationId = fresh, code = "00000000" }));
        Assert.Equal(await AnswerAsync("resend-code", new { registrationId = known }), await AnswerAsync("resend-code", new { registrationId = fresh }));
    }

    [Fact]
    public async Task A_hash_of_an_older_rule_is_renewed_at_sign_in()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var client = server.NewClient();
        await client.Accounts.SignInAsync(ana.Email, Server.Password, Ct);

        await using var db = await server.NewDbAsync();
        var hash = (await db.Users.SingleAsync(u => u.Id == ana.Id, Ct)).PasswordHash!;
        Assert.StartsWith("$pbkdf2-sha512$i=220000$", hash, StringComparison.Ordinal);
        Assert.False(PasswordHash.IsOutdated(hash));
        await client.Accounts.SignInAsync(ana.Email, Server.Password, Ct);
    }

    [Fact]
    public async Task A_flood_of_hashes_is_refused_beyond_the_queue()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => server.Http.PostAsJsonAsync("/api/v1/auth/login", new { email = "nobody@example.org", password = "wrong password" }, Ct)));

        var refused = answers.Where(a => a.StatusCode is HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.NotNull(a.Headers.RetryAfter));
        Assert.All(answers.Except(refused), a => Assert.Equal(HttpStatusCode.Unauthorized, a.StatusCode));
        Assert.True(answers.Length - refused.Count >= 18);
        using var ana = await server.SignUpAsync("Ana");
        using var client = server.NewClient();
        await client.Accounts.SignInAsync(ana.Email, Server.Password, Ct);
    }

    [Fact, Trait("Engine", "Sqlite")]
    public async Task One_network_signs_in_60_times_and_up_30_times_an_hour()
    {
        await using var limited = await Server.StartAsync(("RATE_LIMITS", "on"));
        using var ana = await limited.SignUpAsync("Ana");
        for (var i = 0; i < 60; i++)
            using (var answer = await limited.Http.PostAsJsonAsync("/api/v1/auth/login", new { email = ana.Email, password = Server.Password }, Ct))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using (var answer = await limited.Http.PostAsJsonAsync("/api/v1/auth/login", new { email = ana.Email, password = Server.Password }, Ct))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3000, 3600);
        }

        for (var i = 0; i < 30; i++)
            using (var answer = await limited.Http.PostAsJsonAsync("/api/v1/auth/register", new { email = $"new{i}@example.org", password = Server.Password, name = "N" }, Ct))
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using (var answer = await limited.Http.PostAsJsonAsync("/api/v1/auth/register", new { email = "new@example.org", password = Server.Password, name = "N" }, Ct))
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        limited.Clock.Advance(TimeSpan.FromHours(1.01));
        using (var answer = await limited.Http.PostAsJsonAsync("/api/v1/auth/login", new { email = ana.Email, password = Server.Password }, Ct))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("127.0.0.0/8", true)]
    public async Task Only_a_trusted_proxy_names_the_network(string? trusted, bool believed)
    {
        (string, string)[] environment = trusted is null ? [("RATE_LIMITS", "on")] : [("RATE_LIMITS", "on"), ("TRUSTED_PROXIES", trusted)];
        await using var limited = await Server.StartAsync(environment);
        using var ana = await limited.SignUpAsync("Ana");
        var refused = 0;
        for (var i = 0; i < 62; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = JsonContent.Create(new { email = ana.Email, password = "wrong password" }) };
            request.Headers.Add("X-Forwarded-For", $"192.0.2.{i}");
            using var answer = await limited.Http.SendAsync(request, Ct);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) refused++;
        }

        Assert.Equal(believed ? 0 : 2, refused);
    }

    [Fact]
    public async Task One_address_gets_five_mails_an_hour_known_or_not()
    {
        await using var limited = await Server.StartAsync(("RATE_LIMITS", "on"));
        using var ana = await limited.SignUpAsync("Ana");
        foreach (var email in new[] { ana.Email, "fresh@example.org" })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => limited.Http.PostAsJsonAsync("/api/v1/auth/register", new { email, password = Server.Password, name = "N" }, Ct)));
            Assert.Equal(5, answers.Count(a => a.StatusCode is HttpStatusCode.Accepted));
            Assert.Equal(3, answers.Count(a => a.StatusCode is HttpStatusCode.TooManyRequests));
            Assert.Equal(5, limited.MailsTo(email).Count);
        }
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_a_known_one()
    {
        var known = TimeSpan.Zero;
        var unknown = TimeSpan.Zero;
        var costly = PasswordHash.Make(Server.Password);
        for (var i = 0; i < 6; i++)
        {
            known += await TimeAsync(() => Passwords.MatchesAsync("wrong password", costly, Ct));
            unknown += await TimeAsync(() => Passwords.MatchesAsync("wrong password", null, Ct));
        }

        Assert.InRange(unknown / known, 0.4, 2.5);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    private async Task<Guid> RegisterAsync(string email)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/v1/auth/register", new { email, password = Server.Password, name = "Eve" }, Ct);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["registrationId"]!.GetValue<Guid>();
    }

    /// <summary>Status, headers and body without what names this one request.</summary>
    private async Task<string> AnswerAsync(string route, object body)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/v1/auth/" + route, body, Ct);
        var json = (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!.AsObject();
        foreach (var name in new[] { "registrationId", "traceId" })
            if (json.ContainsKey(name)) json[name] = new string('x', json[name]!.ToString().Length);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        return $"{answer.StatusCode}\n{string.Join('\n', headers)}\n{json.ToJsonString()}";
    }
}
