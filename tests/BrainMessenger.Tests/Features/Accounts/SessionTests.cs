using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BrainMessenger.Server.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed class SessionTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_refresh_gives_a_successor_and_the_last_one_works()
    {
        var token = await SignInAsync();
        for (var i = 0; i < 5; i++)
        {
            var (status, access, next) = await RefreshAsync(token);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.NotEqual(token, next);
            Assert.NotNull(server.Services.GetRequiredService<AccessTokens>().Validate(access!));
            token = next!;
            server.Clock.Advance(TimeSpan.FromMinutes(14));
        }
    }

    [Fact]
    public async Task A_repeat_within_ten_seconds_gets_the_same_successor()
    {
        var token = await SignInAsync();
        var (_, _, first) = await RefreshAsync(token);
        server.Clock.Advance(TimeSpan.FromSeconds(9));
        var (status, _, again) = await RefreshAsync(token);

        Assert.Equal((HttpStatusCode.OK, first), (status, again));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(first!)).Status);
    }

    [Fact]
    public async Task Racers_with_one_token_all_get_the_same_successor()
    {
        var token = await SignInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RefreshAsync(token)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Refresh).Distinct());
    }

    [Fact]
    public async Task A_late_replay_kills_the_family_and_its_access_tokens()
    {
        var token = await SignInAsync();
        var (_, access, next) = await RefreshAsync(token);
        server.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(token)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(next!)).Status);
        Assert.Null(server.Services.GetRequiredService<AccessTokens>().Validate(access!));
    }

    [Fact]
    public async Task A_grandparent_is_a_replay_even_within_ten_seconds()
    {
        var token = await SignInAsync();
        var (_, _, child) = await RefreshAsync(token);
        var (_, _, grandchild) = await RefreshAsync(child!);

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(grandchild!)).Status);
    }

    [Fact]
    public async Task A_session_ends_after_30_idle_days_and_after_90_in_all()
    {
        var idle = await SignInAsync();
        var used = await SignInAsync();
        for (var days = 0; days < 87; days += 29)
        {
            server.Clock.Advance(TimeSpan.FromDays(29));
            used = (await RefreshAsync(used)).Refresh!;
            Assert.NotNull(used);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(idle)).Status);
        server.Clock.Advance(TimeSpan.FromDays(3.1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(used)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task What_is_no_refresh_token_is_refused(string? token) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(token)).Status);

    [Fact]
    public async Task The_database_holds_no_refresh_token()
    {
        var token = await SignInAsync();
        var (_, _, next) = await RefreshAsync(token);
        await using var db = await server.NewDbAsync();
        var rows = JsonSerializer.Serialize(await db.Sessions.AsNoTracking().ToListAsync(Ct));
        foreach (var secret in new[] { token, next! })
        {
            Assert.DoesNotContain(secret, rows, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Convert.FromBase64String(secret.Replace('-', '+').Replace('_', '/'))[16..]), rows, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sign_out_ends_both_tokens_at_once_and_forever()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var client = server.NewClient();
        await client.Accounts.SignInAsync(ana.Email, Server.Password, Ct);
        var (access, refresh) = (client.Session!.AccessToken, client.Session.RefreshToken);

        await client.Accounts.LogoutAsync(Ct);

        using var old = server.NewClient(access);
        await Refused.WithAsync("auth.required", () => old.Me.GetAsync(Ct));
        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(refresh)).Status);
        Assert.Equal(ana.Id, (await ana.Client.Me.GetAsync(Ct)).Id);
        await server.RestartAsync();
        using var restarted = server.NewClient(access);
        await Refused.WithAsync("auth.required", () => restarted.Me.GetAsync(Ct));
    }

    private async Task<string> SignInAsync()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var client = server.NewClient();
        await client.Accounts.SignInAsync(ana.Email, Server.Password, Ct);
        return client.Session!.RefreshToken!;
    }

    private async Task<(HttpStatusCode Status, string? Access, string? Refresh)> RefreshAsync(string? token)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/v1/auth/refresh", new { refreshToken = token }, Ct);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return (answer.StatusCode, Text(json, "accessToken"), Text(json, "refreshToken"));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
