using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

public sealed class FrontDoorTests(Chromium chromium, RealServer server) : Story(chromium, server), IClassFixture<RealServer>
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
}
