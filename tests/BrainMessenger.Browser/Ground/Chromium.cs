[assembly: AssemblyFixture(typeof(BrainMessenger.Browser.Ground.Chromium))]

namespace BrainMessenger.Browser.Ground;

/// <summary>The system's Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>A microphone that beeps, and nobody who must be asked for it.</summary>
    private static readonly string[] Microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("Chromium is not running.");

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        // Chromium refuses its sandbox only to root.
        string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium-headless-shell",
            Args = [.. Quiet, .. Microphone, .. sandbox],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
