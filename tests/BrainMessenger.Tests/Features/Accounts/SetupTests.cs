using System.Net;
using BrainMessenger.Client;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Accounts;

/// <summary>How the first admin comes to be, and that no other does.</summary>
public sealed class SetupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_one_time_code_makes_one_admin_of_two_at_once()
    {
        await using var server = await Server.StartAsync();
        var setup = await NewSetupCodeAsync(server);
        var waiting = new List<(Guid Id, string Code)>();
        for (var i = 0; i < 4; i++)
        {
            using var client = server.NewClient();
            var registration = await client.Accounts.RegisterAsync($"p{i}@example.org", Server.Password, "P", ct: Ct);
            waiting.Add((registration.RegistrationId, server.CodeFor($"p{i}@example.org")));
        }

        var roles = await Task.WhenAll(waiting.Select(w => VerifyAsync(server, w.Id, w.Code, setup)));

        Assert.Single(roles, "admin");
        Assert.Equal(3, roles.Count(role => role == "setup.invalid"));
        // Those who came too late have lost neither their registration nor their code.
        var late = waiting.Where((_, i) => roles[i] != "admin").First();
        Assert.Equal("user", await VerifyAsync(server, late.Id, late.Code, null));
        await server.RestartAsync();
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<SetupCodes>().RenewAsync(Ct));
    }

    [Fact]
    public async Task A_wrong_or_former_setup_code_makes_nobody()
    {
        await using var server = await Server.StartAsync();
        var former = await NewSetupCodeAsync(server);
        await server.RestartAsync();
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("ana@example.org", Server.Password, "Ana", ct: Ct);
        var code = server.CodeFor("ana@example.org");

        Assert.Equal("setup.invalid", await VerifyAsync(server, registration.RegistrationId, code, former));
        Assert.Equal("setup.invalid", await VerifyAsync(server, registration.RegistrationId, code, "AAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal("user", await VerifyAsync(server, registration.RegistrationId, code, null));
    }

    [Fact]
    public async Task Where_registration_is_closed_only_the_setup_link_opens_it()
    {
        await using var server = await Server.StartAsync(("REGISTRATION", "closed"));
        var setup = await NewSetupCodeAsync(server);
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("ana@example.org", Server.Password, "Ana", ct: Ct);
        var code = server.CodeFor("ana@example.org");

        Assert.Equal("registration.closed", await VerifyAsync(server, registration.RegistrationId, code, null));
        Assert.Equal("admin", await VerifyAsync(server, registration.RegistrationId, code, setup));
        var refused = await Refused.WithAsync("registration.closed", () => client.Accounts.RegisterAsync("ben@example.org", Server.Password, "Ben", ct: Ct));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task An_operator_promotes_an_account_while_the_server_runs()
    {
        await using var server = await Server.StartAsync();
        using var ana = await server.SignUpAsync("Ana");
        var setup = await NewSetupCodeAsync(server);

        await AccountVerbs.PromoteAsync(server.Settings, ana.Email.ToUpperInvariant(), Ct);

        Assert.Equal("admin", (await ana.Client.Me.GetAsync(Ct)).Role);
        using var client = server.NewClient();
        var registration = await client.Accounts.RegisterAsync("ben@example.org", Server.Password, "Ben", ct: Ct);
        Assert.Equal("setup.invalid", await VerifyAsync(server, registration.RegistrationId, server.CodeFor("ben@example.org"), setup));
        var unknown = await Assert.ThrowsAsync<StartupException>(() => AccountVerbs.PromoteAsync(server.Settings, "nobody@example.org", Ct));
        Assert.Equal(ExitCode.Failed, unknown.ExitCode);
        var elsewhere = server.Settings with { DataDir = Path.Combine(server.DataDir, "none"), DatabaseUrl = null };
        Assert.Equal(ExitCode.Database, (await Assert.ThrowsAsync<StartupException>(() => AccountVerbs.PromoteAsync(elsewhere, ana.Email, Ct))).ExitCode);
    }

    /// <summary>As a start prints it.</summary>
    private static async Task<string> NewSetupCodeAsync(Server server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SetupCodes>().RenewAsync(Ct))!;
    }

    private static async Task<string> VerifyAsync(Server server, Guid id, string code, string? setup)
    {
        using var client = server.NewClient();
        try
        {
            return (await client.Accounts.VerifyEmailAsync(id, code, setup, Ct)).User!.Role!;
        }
        catch (ApiException e)
        {
            return e.Code;
        }
    }
}
