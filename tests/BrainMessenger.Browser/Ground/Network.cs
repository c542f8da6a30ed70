using System.Security.Cryptography;

namespace BrainMessenger.Browser.Ground;

/// <summary>The line between one person and the server.</summary>
internal static class Network
{
    /// <summary>On the loopback 20 MB are gone before anybody sees a bar.</summary>
    public static async Task SlowUploadsAsync(this Person person, int bytesPerSecond = 5_000_000)
    {
        var session = await person.Context.NewCDPSessionAsync(person.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond,
        });
    }

    /// <summary>Saves the file of a message, and what arrives is what was sent.</summary>
    public static async Task DownloadAsync(this Person person, ILocator message, TemporaryFile file)
    {
        var save = message.GetByRole(AriaRole.Button, new() { Name = Words.Of("file.download", file.Name) });
        var download = await person.Page.RunAndWaitForDownloadAsync(() => save.ClickAsync());
        Assert.Equal(file.Name, download.SuggestedFilename);
        await using var received = File.OpenRead(await download.PathAsync());
        Assert.Equal(file.Sha256, await SHA256.HashDataAsync(received, TestContext.Current.CancellationToken));
    }
}
