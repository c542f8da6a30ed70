using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Several files in one message, and more than there is room for.</summary>
public sealed class SendingTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private const long Largest = 100 * 1024 * 1024;
    private const long Quota = 5L * 1024 * 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("desktop-light")]
    [InlineData("phone-dark")]
    public async Task Several_pictures_are_one_album_in_their_order(string look)
    {
        var ana = await SignUpAsync("Ana", Look.Named(look));
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        var pictures = new List<FilePayload>();
        for (var n = 0; n < 5; n++) pictures.Add(await Drawing.PictureAsync(ana, n, $"hill{n}.png"));

        await ana.SendFilesAsync("Five hills", [.. pictures]);
        await Expect(ana.Message("Five hills").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ben.ChatInList(ana.Name).ClickAsync();
        var seen = ben.Message("Five hills").GetByRole(AriaRole.Button, new() { NameRegex = new("^Open picture hill") });
        await Expect(seen).ToHaveCountAsync(5);
        for (var n = 0; n < 5; n++) await Expect(seen.Nth(n)).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex($"hill{n}"));
        await Expect(ana.Message("Five hills").Locator("img")).ToHaveCountAsync(5);
        await ana.CheckScreenAsync("album");
    }

    [Theory]
    [InlineData("desktop-dark")]
    [InlineData("phone-light")]
    public async Task A_full_storage_says_so_and_leads_to_where_room_is_made(string look)
    {
        var ana = await SignUpAsync("Ana", Look.Named(look));
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        using var client = await ana.ClientAsync();
        // Unfinished uploads count in full.
        for (long n = 0, left = Quota - 1000; left > 0; n++, left -= Largest)
            await client.Files.ReserveAsync(new() { Name = $"film{n}.bin", Size = Math.Min(Largest, left), ContentType = "application/octet-stream" }, ct: Ct);

        await ana.SendFilesAsync("One too many", new FilePayload { Name = "notes.bin", MimeType = "application/octet-stream", Buffer = new byte[2000] });

        await Expect(ana.Message("One too many")).ToContainTextAsync("Your storage is full.", new() { Timeout = 60_000 });
        await ana.CheckScreenAsync("quota-full");
        await ana.Button("storage.makeRoom").ClickAsync();
        await Expect(ana.Page).ToHaveURLAsync(new Uri(Server.Address, "/storage").ToString());
        await Expect(ana.Page.GetByRole(AriaRole.Checkbox).First).ToBeVisibleAsync();
        await ana.CheckScreenAsync("storage-full");
    }
}
