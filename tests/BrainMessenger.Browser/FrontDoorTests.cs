using System.Text.RegularExpressions;
using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

public sealed partial class FrontDoorTests(Chromium chromium, OwnServer server) : Story<OwnServer>(chromium, server), IClassFixture<OwnServer>
{
    [Theory]
    [MemberData(nameof(Look.Names), MemberType = typeof(Look))]
    public async Task Every_page_before_signing_in_is_accessible(string look)
    {
        var vera = await ArriveAsync("Vera", Look.Named(look));

        await Expect(vera.Heading("welcome.title")).ToBeVisibleAsync();
        await vera.CheckScreenAsync("welcome");
        await vera.Link("welcome.signUp").ClickAsync();
        await Expect(vera.Heading("signUp.title")).ToBeVisibleAsync();
        await vera.CheckScreenAsync("sign-up");
        await vera.Page.GotoAsync("/sign-in");
        await Expect(vera.Heading("signIn.title")).ToBeVisibleAsync();
        await vera.CheckScreenAsync("sign-in");
        await vera.Page.GotoAsync("/setup");
        await Expect(vera.Heading("setup.title")).ToBeVisibleAsync();
        await vera.CheckScreenAsync("setup");
    }

    [Fact]
    public async Task The_link_of_the_first_start_makes_one_admin()
    {
        var link = SetupLink().Match(Server.Output).Value;
        var (ada, eve) = (await ArriveAsync("Ada"), await ArriveAsync("Eve"));
        foreach (var person in new[] { ada, eve })
        {
            await person.Page.GotoAsync(link);
            await person.Link("setup.begin").ClickAsync();
            await Expect(person.Page.GetByText(Words.Of("setup.reminder"))).ToBeVisibleAsync();
            await person.FillSignUpAsync();
        }

        await ada.EnterCodeAsync();
        await eve.Field("code.label").FillAsync(await Mailbox.CodeForAsync(Server, eve.Email));
        await Expect(eve.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(Words.Of("problem.setup.invalid"));
        // The link was refused, not Eve: the code that still stands there makes an account like any other.
        await eve.Button("code.submit").ClickAsync();
        await Expect(eve.Page.GetByText(Words.Of("shell.pickChat"))).ToBeVisibleAsync();

        Assert.Equal("admin", await RoleAsync(ada));
        Assert.Equal("user", await RoleAsync(eve));
    }

    [Fact]
    public async Task The_page_can_be_installed_and_opens_without_a_network()
    {
        var vera = await ArriveAsync("Vera");
        await Expect(vera.Heading("welcome.title")).ToBeVisibleAsync();

        var worker = await vera.Page.EvaluateAsync<string>("async () => (await navigator.serviceWorker.ready).active.scriptURL");
        await vera.Page.EvaluateAsync("""
            async () => { if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true })); }
            """);
        await vera.Context.SetOfflineAsync(true);
        await vera.Page.ReloadAsync();

        Assert.EndsWith("/sw.js", worker, StringComparison.Ordinal);
        await Expect(vera.Heading("welcome.title")).ToBeVisibleAsync();
    }

    private static async Task<string?> RoleAsync(Person person)
    {
        using var client = await person.ClientAsync();
        return (await client.Me.GetAsync(TestContext.Current.CancellationToken)).Role;
    }

    /// <summary>As a person would copy it from the terminal.</summary>
    [GeneratedRegex(@"http://\S+/setup#\S+")]
    private static partial Regex SetupLink();
}
