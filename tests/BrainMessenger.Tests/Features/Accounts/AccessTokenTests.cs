using System.Text.Json;
using BrainMessenger.Server.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed class AccessTokenTests(Server server) : IClassFixture<Server>
{
    private AccessTokens Tokens => server.Services.GetRequiredService<AccessTokens>();

    [Fact]
    public async Task A_token_says_who_and_which_session()
    {
        using var ana = await server.SignUpAsync("Ana");

        var token = Tokens.Validate(ana.Token);

        Assert.NotNull(token);
        Assert.Equal(ana.Id, token.UserId);
    }

    [Fact]
    public void A_token_ends_after_its_lifetime_and_leeway()
    {
        var token = Tokens.Issue(Guid.NewGuid(), Guid.NewGuid(), AccessTokens.Lifetime);

        server.Clock.Advance(TimeSpan.FromMinutes(15.5));
        Assert.NotNull(Tokens.Validate(token));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Tokens.Validate(token));
    }

    [Fact]
    public void The_token_of_an_ended_session_is_refused_at_once()
    {
        var session = Guid.NewGuid();
        var token = Tokens.Issue(Guid.NewGuid(), session, AccessTokens.Lifetime);
        var ended = server.Services.GetRequiredService<EndedSessions>();
        var told = new List<Guid>();
        ended.Ended += told.Add;

        ended.Add(session);
        ended.Add(session);

        Assert.Null(Tokens.Validate(token));
        Assert.Equal([session], told);
    }

    [Fact]
    public async Task Tokens_outlive_a_rotation_and_a_restart()
    {
        using var ana = await server.SignUpAsync("Ana");
        await server.Services.GetRequiredService<SigningKeyRing>().RotateAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(Tokens.Validate(ana.Token));
        var keys = await KeysAsync();
        await server.RestartAsync();
        Assert.NotNull(Tokens.Validate(ana.Token));
        Assert.Equal(keys, await KeysAsync());
    }

    [Fact]
    public async Task A_lost_node_key_stops_no_start_and_signs_nobody_out()
    {
        await using var own = await Server.StartAsync();
        using var ana = await own.SignUpAsync("Ana");
        await own.StopAsync();
        File.Delete(Path.Combine(own.DataDir, "keys", "node.key"));
        await own.RestartAsync();

        var tokens = own.Services.GetRequiredService<AccessTokens>();
        Assert.NotNull(tokens.Validate(ana.Token));
        Assert.Equal(2, own.Services.GetRequiredService<SigningKeyRing>().Published.Count);
        Assert.NotNull(tokens.Validate(tokens.Issue(ana.Id, Guid.NewGuid(), AccessTokens.Lifetime)));
    }

    [Fact]
    public async Task Keys_rotate_by_themselves_and_no_request_fails_meanwhile()
    {
        await using var own = await Server.StartAsync();
        var keys = own.Services.GetRequiredService<SigningKeyRing>();
        var tokens = own.Services.GetRequiredService<AccessTokens>();
        var failed = 0;
        using var stop = new CancellationTokenSource();
        var requests = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                if (tokens.Validate(tokens.Issue(Guid.NewGuid(), Guid.NewGuid(), AccessTokens.Lifetime)) is null) failed++;
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++) await keys.RotateAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await requests;

        Assert.Equal(0, failed);
        var before = keys.Signing.Key.KeyId;
        own.Clock.Advance(TimeSpan.FromDays(29.5));
        await Eventually.TrueAsync(() => Task.FromResult(keys.Signing.Key.KeyId != before));
    }

    private async Task<string[]> KeysAsync()
    {
        using var json = JsonDocument.Parse(await server.Http.GetStringAsync("/.well-known/jwks.json"));
        return [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()!).Order()];
    }
}
