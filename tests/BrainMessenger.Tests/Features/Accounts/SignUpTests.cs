using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Accounts;

public sealed class SignUpTests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mailed_code_makes_the_account_and_signs_in()
    {
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("Ana@Example.org", Server.Password, "  Ana  B ", ct: Ct);
        Assert.Equal(600, registration.ExpiresIn);

        var signIn = await client.Accounts.VerifyEmailAsync(registration.RegistrationId, server.CodeFor("Ana@example.org"), ct: Ct);

        Assert.Equal("Ana B", signIn.User!.Name);
        Assert.Equal("Ana@example.org", signIn.User.Email);
        Assert.Equal("user", signIn.User.Role);
        Assert.NotNull(signIn.RefreshToken);
        using var other = server.NewClient();
        Assert.Equal(signIn.User.Id, (await other.Accounts.SignInAsync("ANA@example.ORG", Server.Password, Ct)).User!.Id);
    }

    [Fact]
    public async Task A_code_opens_only_its_own_registration_and_only_once()
    {
        using var client = server.NewClient();
        var mine = await client.Accounts.RegisterAsync("ben@example.org", Server.Password, "Ben", ct: Ct);
        var code = server.CodeFor("ben@example.org");
        var others = await client.Accounts.RegisterAsync("ben@example.org", "another heron", "Not Ben", ct: Ct);

        await Refused.WithAsync("code.invalid", () => client.Accounts.VerifyEmailAsync(others.RegistrationId, code, ct: Ct));
        var signIn = await client.Accounts.VerifyEmailAsync(mine.RegistrationId, code, ct: Ct);
        Assert.Equal("Ben", signIn.User!.Name);
        await Refused.WithAsync("code.invalid", () => client.Accounts.VerifyEmailAsync(mine.RegistrationId, code, ct: Ct));
    }

    [Fact]
    public async Task The_slower_of_two_registrations_for_one_address_makes_no_second_account()
    {
        using var client = server.NewClient();
        var first = await client.Accounts.RegisterAsync("cleo@example.org", Server.Password, "Cleo", ct: Ct);
        var firstCode = server.CodeFor("cleo@example.org");
        var second = await client.Accounts.RegisterAsync("CLEO@example.org", Server.Password, "Cleo", ct: Ct);
        var secondCode = server.CodeFor("cleo@example.org");

        await client.Accounts.VerifyEmailAsync(first.RegistrationId, firstCode, ct: Ct);

        await Refused.WithAsync("code.invalid", () => client.Accounts.VerifyEmailAsync(second.RegistrationId, secondCode, ct: Ct));
    }

    [Fact]
    public async Task Five_tries_kill_a_code_and_the_next_comes_a_minute_later()
    {
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("dan@example.org", Server.Password, "Dan", ct: Ct);
        var code = server.CodeFor("dan@example.org");
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        for (var i = 0; i < 5; i++) await Refused.WithAsync("code.invalid", () => client.Accounts.VerifyEmailAsync(registration.RegistrationId, Other(code), ct: Ct));

        await Refused.WithAsync("code.invalid", () => client.Accounts.VerifyEmailAsync(registration.RegistrationId, code, ct: Ct));
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        var tooSoon = await Refused.WithAsync("rate_limited", () => client.Accounts.ResendCodeAsync(registration.RegistrationId, Ct));
        Assert.InRange(tooSoon.RetryAfter!.Value.TotalSeconds, 1, 60);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        await client.Accounts.ResendCodeAsync(registration.RegistrationId, Ct);

        Assert.NotEqual(code, server.CodeFor("dan@example.org"));
        await client.Accounts.VerifyEmailAsync(registration.RegistrationId, server.CodeFor("dan@example.org"), ct: Ct);
    }

    [Fact]
    public async Task A_code_is_void_after_ten_minutes()
    {
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("eve@example.org", Server.Password, "Eve", ct: Ct);

        server.Clock.Advance(TimeSpan.FromMinutes(10.1));

        await Refused.WithAsync("code.invalid", () => client.Accounts.VerifyEmailAsync(registration.RegistrationId, server.CodeFor("eve@example.org"), ct: Ct));
    }

    [Fact]
    public async Task Of_many_guesses_at_once_five_are_looked_at_and_a_right_one_makes_one_account()
    {
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("finn@example.org", Server.Password, "Finn", ct: Ct);
        var code = server.CodeFor("finn@example.org");

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using var racer = server.NewClient();
            try
            {
                return (await racer.Accounts.VerifyEmailAsync(registration.RegistrationId, code, ct: Ct)).User!.Id;
            }
            catch (ApiException e) when (e.Code == "code.invalid")
            {
                return (Guid?)null;
            }
        }));

        Assert.Single(answers, id => id is not null);
    }

    [Fact]
    public async Task Twenty_wrong_tries_a_day_are_the_end_for_an_address_whatever_the_registration()
    {
        using var client = server.NewClient();
        var codes = new Dictionary<Guid, string>();
        for (var i = 0; i < 5; i++)
        {
            var registration = await client.Accounts.RegisterAsync("gil@example.org", Server.Password, "Gil", ct: Ct);
            codes[registration.RegistrationId] = server.CodeFor("gil@example.org");
        }

        foreach (var (id, code) in codes.Take(4))
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Refused.WithAsync("code.invalid", () => server.NewClient().Accounts.VerifyEmailAsync(id, Other(code), ct: Ct))));

        var (last, right) = codes.Last();
        var refused = await Refused.WithAsync("rate_limited", () => client.Accounts.VerifyEmailAsync(last, right, ct: Ct));
        Assert.True(refused.RetryAfter > TimeSpan.FromHours(23));
    }

    private static string Other(string code) => code == "00000000" ? "00000001" : "00000000";
}
