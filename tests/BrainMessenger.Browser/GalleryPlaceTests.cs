using BrainMessenger.Browser.Ground;
using BrainMessenger.Client;

namespace BrainMessenger.Browser;

/// <summary>A gallery that grows while one looks at it.</summary>
public sealed class GalleryPlaceTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private const string HeightOfAll = "list => list.parentElement.scrollHeight";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_looks_at_keeps_its_place_while_newer_pictures_come_in()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Gulls");
        await Expect(ana.Message("Gulls").Mark("sent")).ToBeVisibleAsync();
        using var client = await ana.ClientAsync();
        var chat = Assert.Single((await client.Chats.ListAsync(ct: Ct)).Items).Id;
        var pier = await UploadAsync(client, "pier.png", (await Drawing.PictureAsync(ana, 1, "")).Buffer);
        var gull = await UploadAsync(client, "gull.png", (await Drawing.PictureAsync(ana, 2, "")).Buffer);
        await SendAsync(client, chat, pier);
        for (var n = 0; n < 45; n++) await SendAsync(client, chat, gull);

        await ben.Page.GotoAsync($"/c/{chat}/media");
        var panel = ben.Page.GetByRole(AriaRole.Complementary);
        var list = panel.Locator("ul");
        var oldest = panel.GetByRole(AriaRole.Button, new() { NameRegex = new("^Open picture pier") });
        await panel.Locator("img").First.HoverAsync();
        await ben.Page.Mouse.WheelAsync(0, 100_000);
        await Expect(oldest).ToBeInViewportAsync();
        var (place, height) = (await PlaceAsync(oldest), await list.EvaluateAsync<int>(HeightOfAll));

        // Three fill a row of tiles.
        for (var n = 0; n < 3; n++) await SendAsync(client, chat, gull);
        await Until.NothingAsync(async () => await list.EvaluateAsync<int>(HeightOfAll) > height ? "" : "Nothing has come in.");

        await Expect(oldest).ToBeInViewportAsync();
        Assert.Equal(place, await PlaceAsync(oldest), tolerance: 1);
        await ben.Page.Mouse.WheelAsync(0, -100_000);
        await Expect(panel.GetByRole(AriaRole.Listitem).First).ToBeInViewportAsync();
    }

    private static Task<double> PlaceAsync(ILocator tile) => tile.EvaluateAsync<double>("tile => tile.getBoundingClientRect().top");

    private static async Task<Guid> UploadAsync(BrainMessengerClient client, string name, byte[] bytes) =>
        (await client.Files.UploadAsync(new MemoryStream(bytes), new() { Name = name, Size = bytes.Length, ContentType = "image/png" }, ct: Ct)).Id;

    private static Task<Message> SendAsync(BrainMessengerClient client, Guid chat, Guid file) =>
        client.Messages.SendAsync(chat, new NewMessage { Cid = Guid.CreateVersion7(), FileIds = [file] }, Ct);
}
