using BrainMessenger.Client;

namespace BrainMessenger.Tests.Client;

/// <summary>The client renews its tokens by itself, once, however many calls need them.</summary>
public sealed class RenewalTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_at_the_end_of_a_token_renew_it_once()
    {
        var (client, calls) = await SignInAsync("Ana");
        using var _ = client;
        server.Clock.Advance(TimeSpan.FromMinutes(14.5));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Me.GetAsync(Ct)));

        Assert.Equal(1, calls.Count("/api/v1/auth/refresh"));
    }

    [Fact]
    public async Task A_call_whose_token_was_refused_is_made_again_with_a_new_one()
    {
        var (client, calls) = await SignInAsync("Ben");
        using var _ = client;
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        // This client believes that its token is good, as one does whose clock is slow.
        client.Session = client.Session! with { ExpiresAt = server.Clock.GetUtcNow().AddHours(1) };

        Assert.Equal("Ben", (await client.Me.GetAsync(Ct)).Name);
        Assert.Equal((2, 1), (calls.Count("/api/v1/me"), calls.Count("/api/v1/auth/refresh")));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_told_by_its_code()
    {
        var (client, _) = await SignInAsync("Cleo");
        using var same = server.NewClient();
        same.Session = client.Session;
        await same.Accounts.LogoutAsync(Ct);

        var refused = await Assert.ThrowsAsync<ApiException>(() => client.Me.GetAsync(Ct));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.Status);
        Assert.Null(same.Session);
        client.Dispose();
    }

    [Fact]
    public async Task A_refusal_carries_fields_and_trace()
    {
        using var client = server.NewClient();

        var refused = await Refused.WithAsync("validation", () => client.Accounts.RegisterAsync("no address", "short", "", ct: Ct));

        Assert.Equal(["email", "name", "password"], refused.Errors.Keys.Select(field => field.ToLowerInvariant()).Order());
        Assert.All(refused.Errors.Values, Assert.NotEmpty);
        Assert.NotNull(refused.TraceId);
    }

    private async Task<(BrainMessengerClient Client, CountedCalls Calls)> SignInAsync(string name)
    {
        using var person = await server.SignUpAsync(name);
        var calls = new CountedCalls();
        var client = new BrainMessengerClient(new HttpClient(calls) { BaseAddress = server.Address }, server.Clock);
        await client.Accounts.SignInAsync(person.Email, Server.Password, Ct);
        return (client, calls);
    }

    private sealed class CountedCalls() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _paths = new();

        public int Count(string path) => _paths.Count(called => called == path);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _paths.Enqueue(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
