using System.Globalization;
using BrainMessenger.Browser.Ground;
using BrainMessenger.Client;

namespace BrainMessenger.Browser;

/// <summary>300 files that would like to be pages, opened in every way a browser has; fewer where HOSTILE_FILES says less than 5,000.</summary>
public sealed class PolyglotTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    /// <summary>What a page of somebody else can do with an address, without our policy to stop it.</summary>
    private const string Embed = """
        async (urls) => {
          const frames = urls.flatMap((url) => ['iframe', 'img', 'script', 'object', 'embed', 'link'].map((kind) => {
            const element = document.createElement(kind);
            if (kind === 'link') Object.assign(element, { rel: 'stylesheet', href: url });
            else if (kind === 'object') element.data = url;
            else element.src = url;
            const settled = new Promise((done) => { element.onload = element.onerror = done; setTimeout(done, 1500); });
            document.body.append(element);
            return settled;
          }));
          await Promise.all(frames);
          document.body.replaceChildren();
          return window.__ran ?? 0;
        }
        """;

    private const int All = 300;

    private static readonly int _count = Math.Clamp(All * int.Parse(Environment.GetEnvironmentVariable("HOSTILE_FILES") ?? "5000", CultureInfo.InvariantCulture) / 5_000, 1, All);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_script_in_any_file_runs()
    {
        var ana = await SignUpAsync("Ana");
        using var client = await ana.ClientAsync();
        var home = new Uri(Server.Address, "called-home");
        var called = new List<string>();
        ana.Context.Request += (_, request) => { if (request.Url.StartsWith(home.ToString(), StringComparison.Ordinal)) called.Add(request.Url); };
        ana.Context.Dialog += (_, dialog) => called.Add(dialog.Message);
        // Fewer are taken from all over.
        var polyglots = Polyglot.All(home).Index().OrderBy(p => p.Index * 37 % All).Select(p => p.Item).Take(_count).ToList();
        Assert.Equal(_count, polyglots.Count);
        var files = new List<Guid>();
        foreach (var polyglot in polyglots) files.Add(await UploadAsync(client, polyglot));

        // An attacker's page, which has no policy.
        await ana.Context.RouteAsync("http://attacker.example/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><body>" }));
        var page = await ana.Context.NewPageAsync();
        await page.GotoAsync("http://attacker.example/");
        foreach (var some in files.Chunk(20))
        {
            var links = await Task.WhenAll(some.Select(id => client.Files.LinkAsync(id, ct: Ct)));
            Assert.Equal(0, await page.EvaluateAsync<int>(Embed, links.Select(link => new Uri(Server.Address, link.Url).ToString())));
        }

        foreach (var id in files) await OpenAsync(page, new Uri(Server.Address, (await client.Files.LinkAsync(id, ct: Ct)).Url).ToString());
        Assert.Empty(called);
        // The trap itself works.
        await page.GotoAsync("http://attacker.example/");
        await page.EvaluateAsync("(url) => { fetch(url).catch(() => {}); }", $"{home}?trap");
        await Until.FoundAsync(() => called.Count > 0 ? called : null, "The trap's own call");
    }

    /// <summary>What is refused as what it says it is goes as a document: a hostile sender has that choice, too.</summary>
    private static async Task<Guid> UploadAsync(BrainMessengerClient client, Polyglot polyglot)
    {
        var file = new NewFile { Name = polyglot.Name, Size = polyglot.Bytes.Length, ContentType = polyglot.Type };
        try
        {
            return (await client.Files.UploadAsync(new MemoryStream(polyglot.Bytes), file, ct: Ct)).Id;
        }
        catch (ApiException e) when (e.Code is "file.type_mismatch" or "file.picture_refused")
        {
            return (await client.Files.UploadAsync(new MemoryStream(polyglot.Bytes), file with { ContentType = "text/html", Kind = "document" }, ct: Ct)).Id;
        }
    }

    /// <summary>As the address of the page itself; what is only saved leaves the page where it was.</summary>
    private static async Task OpenAsync(IPage page, string url)
    {
        try
        {
            await page.GotoAsync(url);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => window.__ran ?? 0"));
        }
        catch (PlaywrightException e) when (e.Message.Contains("Download is starting", StringComparison.Ordinal) || e.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
        }
    }
}
