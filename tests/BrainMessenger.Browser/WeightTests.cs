using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>How much script it takes until the first message of an opened chat can be read.</summary>
public sealed class WeightTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private const int Limit = 130_000;

    [Fact]
    public async Task The_first_message_needs_at_most_130_kB_of_compressed_script()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("The first thing one sees");
        await Expect(ana.Message("The first thing one sees").Mark("sent")).ToBeVisibleAsync();
        var chat = ana.Page.Url;
        // Another browser window of the same person: nothing of the client is kept there yet.
        await ana.Page.EvaluateAsync("async () => { for (const name of await caches.keys()) await caches.delete(name); for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister(); }");
        var session = await ana.Context.NewCDPSessionAsync(ana.Page);
        await session.SendAsync("Network.clearBrowserCache");

        var scripts = new Dictionary<string, int>();
        ana.Page.RequestFinished += async (_, request) =>
        {
            if (!new Uri(request.Url).AbsolutePath.EndsWith(".js", StringComparison.Ordinal)) return;
            var sizes = await request.SizesAsync();
            lock (scripts) scripts[request.Url] = sizes.ResponseBodySize;
        };
        await ana.Page.GotoAsync(chat);
        await Expect(ana.Message("The first thing one sees")).ToBeVisibleAsync();

        int total;
        lock (scripts) total = scripts.Values.Sum();
        TestContext.Current.SendDiagnosticMessage("{0} bytes of script in {1} files", total, scripts.Count);
        Assert.InRange(total, 20_000, Limit);
    }
}
