using BrainMessenger.Browser.Ground;
using BrainMessenger.Client;

namespace BrainMessenger.Browser;

/// <summary>What was sent in a chat, found again; and the room that it takes.</summary>
public sealed class GalleryTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private static readonly Look Smallest = Look.Phone with { Name = "smallest-light", Width = 320, Height = 568 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Looks => ["desktop-dark", "smallest-light"];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_gallery_and_the_storage_page_are_accessible_in_every_look(string name)
    {
        var ben = await SignUpAsync("Ben");
        var ana = await SignUpAsync("Ana", name == Smallest.Name ? Smallest : Look.Named(name));
        var chat = await SharedAsync(ana, ben);

        await ana.Page.GotoAsync($"/c/{chat}/media");
        var panel = ana.Page.GetByRole(AriaRole.Complementary);
        await Expect(panel.Locator("img").First).ToBeVisibleAsync();
        await ana.CheckScreenAsync("gallery-photo");
        await ChooseTabAsync(ana, "video");
        await Expect(panel.GetByText(Words.Of("gallery.none.video")).Last).ToBeVisibleAsync();
        await ana.CheckScreenAsync("gallery-none");
        await ChooseTabAsync(ana, "document");
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = Words.Of("file.download", "tides.pdf") })).ToBeVisibleAsync();
        await ana.CheckScreenAsync("gallery-document");
        await ChooseTabAsync(ana, "link");
        await Expect(panel.GetByRole(AriaRole.Link, new() { Name = "example.org/ferries" })).ToBeVisibleAsync();
        await ana.CheckScreenAsync("gallery-link");

        await ana.Page.GotoAsync("/storage");
        await Expect(ana.Page.GetByRole(AriaRole.Checkbox).First).ToBeVisibleAsync();
        await ana.CheckScreenAsync("storage");
        await ana.Page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await ana.CheckScreenAsync("storage-chosen");
        await ana.Button("common.delete").ClickAsync();
        await ana.CheckDialogAsync("storage-delete");
        await ana.Page.GetByText(Words.Of("storage.by.chats"), new() { Exact = true }).ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "Ferries" })).ToBeVisibleAsync();
        await ana.CheckScreenAsync("storage-chats");
    }

    [Fact]
    public async Task A_picture_is_found_from_the_info_and_shown_in_the_chat()
    {
        var ben = await SignUpAsync("Ben");
        var ana = await SignUpAsync("Ana");
        var chat = await SharedAsync(ana, ben);
        await ben.Page.GotoAsync($"/c/{chat}/info");

        await ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^" + Words.Of("gallery.title")) }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Button, new() { NameRegex = new("^Open picture pier1") }).ClickAsync();
        var viewer = ben.Page.GetByRole(AriaRole.Dialog, new() { Name = Words.Of("file.viewer") });
        await Expect(viewer).ToContainTextAsync(Words.Of("file.ofCount", "2", "3"));
        await ben.KeepPictureAsync("gallery-viewer");
        await viewer.GetByRole(AriaRole.Link, new() { Name = Words.Of("gallery.show"), Exact = true }).ClickAsync();

        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(ben.Message("Pier 1")).ToBeInViewportAsync();
        Assert.Matches($"/c/{chat}/[0-9]+$", ben.Page.Url);
    }

    [Fact]
    public async Task The_viewer_enlarges_by_keys_wheel_and_double_click_and_goes_beyond_what_is_loaded()
    {
        var ben = await SignUpAsync("Ben");
        var ana = await SignUpAsync("Ana");
        var chat = await SharedAsync(ana, ben);
        using (var client = await ana.ClientAsync())
            for (var n = 0; n < 130; n++) await client.Messages.SendAsync(chat, $"Words {n}", ct: Ct);
        await ben.Page.GotoAsync($"/c/{chat}/media");
        var first = ben.Page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Button, new() { NameRegex = new("^Open picture pier1") });
        await first.ClickAsync();
        var viewer = ben.Page.GetByRole(AriaRole.Dialog, new() { Name = Words.Of("file.viewer") });
        var picture = viewer.GetByRole(AriaRole.Img);
        await Expect(picture).ToHaveAttributeAsync("alt", "pier1.png");

        await ben.Page.Keyboard.PressAsync("+");
        await Expect(picture).ToHaveCSSAsync("transform", "matrix(1.5, 0, 0, 1.5, 0, 0)");
        await ben.Page.Keyboard.PressAsync("0");
        await Expect(picture).ToHaveCSSAsync("transform", "matrix(1, 0, 0, 1, 0, 0)");
        await picture.DblClickAsync();
        await Expect(picture).ToHaveCSSAsync("transform", "matrix(2.5, 0, 0, 2.5, 0, 0)");
        await picture.DblClickAsync();
        await Expect(picture).ToHaveCSSAsync("transform", "matrix(1, 0, 0, 1, 0, 0)");
        await ben.Page.Mouse.WheelAsync(0, -400);
        await Expect(picture).Not.ToHaveCSSAsync("transform", "matrix(1, 0, 0, 1, 0, 0)");
        await ben.KeepPictureAsync("viewer-enlarged");
        await ben.Page.Keyboard.PressAsync("0");

        await ben.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(picture).ToHaveAttributeAsync("alt", "pier2.png");
        await Expect(ben.Button("file.next")).ToHaveCountAsync(0);
        await ben.Page.Keyboard.PressAsync("ArrowLeft");
        await ben.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(picture).ToHaveAttributeAsync("alt", "pier0.png");
        await ben.Page.Keyboard.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(first).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_finger_swipes_from_picture_to_picture_and_down_to_close()
    {
        var ben = await SignUpAsync("Ben", Look.Phone);
        var ana = await SignUpAsync("Ana");
        var chat = await SharedAsync(ana, ben);
        await ben.Page.GotoAsync($"/c/{chat}/media");
        await ben.Page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Button, new() { NameRegex = new("^Open picture pier1") }).TapAsync();
        var viewer = ben.Page.GetByRole(AriaRole.Dialog, new() { Name = Words.Of("file.viewer") });
        await Expect(viewer.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("alt", "pier1.png");
        await Expect(ben.Button("file.next")).ToBeVisibleAsync();

        await SwipeAsync(ben, -200, 5);
        await Expect(viewer.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("alt", "pier2.png");
        await SwipeAsync(ben, 200, 5);
        await Expect(viewer.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("alt", "pier1.png");
        await ben.KeepPictureAsync("viewer");
        await SwipeAsync(ben, 5, 260);

        await Expect(viewer).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_person_makes_room_by_deleting_files_with_their_messages()
    {
        var ben = await SignUpAsync("Ben");
        var ana = await SignUpAsync("Ana");
        var chat = await SharedAsync(ana, ben);
        await ben.Page.GotoAsync($"/c/{chat}");
        await Expect(ben.Message("Pier 2")).ToBeVisibleAsync();

        await ana.Page.GotoAsync("/profile");
        await ana.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^" + Words.Of("storage.title")) }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("pier2") }).CheckAsync();
        await ana.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("loose") }).CheckAsync();
        await ana.Button("common.delete").ClickAsync();
        await ana.Button("storage.deleteBoth").ClickAsync();

        await Expect(ana.Page.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(3);
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(ben.Message("Pier 2")).ToHaveCountAsync(0);
        await Expect(ben.Message("Pier 1")).ToBeVisibleAsync();
    }

    /// <summary>A group with three pictures, a file and two links; one file more that was not sent.</summary>
    private static async Task<Guid> SharedAsync(Person ana, Person ben)
    {
        using var client = await ana.ClientAsync();
        using var other = await ben.ClientAsync();
        var chat = await client.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Ferries", MemberIds = [(await other.Me.GetAsync(Ct)).Id] }, ct: Ct);
        await client.Messages.SendAsync(chat.Id, "https://example.org/ferries has the times.", ct: Ct);
        await client.Messages.SendAsync(chat.Id, "And the map: https://maps.example.org/a/rather/long/way/to/the/pier?zoom=12&layers=ferries,tides,weather&language=en", ct: Ct);
        for (var n = 0; n < 3; n++) await SendAsync(client, chat.Id, await UploadAsync(client, $"pier{n}.png", "image/png", (await Drawing.PictureAsync(ana, n, "")).Buffer), $"Pier {n}");
        await SendAsync(client, chat.Id, await UploadAsync(client, "tides.pdf", "application/pdf", "%PDF-1.4 tides"u8.ToArray()), "");
        await UploadAsync(client, "loose.bin", "application/octet-stream", new byte[20_000]);
        return chat.Id;
    }

    private static async Task<Guid> UploadAsync(BrainMessengerClient client, string name, string type, byte[] bytes) =>
        (await client.Files.UploadAsync(new MemoryStream(bytes), new() { Name = name, Size = bytes.Length, ContentType = type }, ct: Ct)).Id;

    private static Task<Message> SendAsync(BrainMessengerClient client, Guid chat, Guid file, string text) =>
        client.Messages.SendAsync(chat, new NewMessage { Cid = Guid.CreateVersion7(), Text = text, FileIds = [file] }, Ct);

    private static Task ChooseTabAsync(Person person, string kind) =>
        person.Page.GetByRole(AriaRole.Tab, new() { Name = Words.Of($"gallery.{kind}"), Exact = true }).ClickAsync();

    /// <summary>A finger goes over the picture, in a few steps as a real one does.</summary>
    private static async Task SwipeAsync(Person person, int x, int y)
    {
        var session = await person.Context.NewCDPSessionAsync(person.Page);
        await TouchAsync("touchStart", 0, 0);
        for (var step = 1; step <= 5; step++) await TouchAsync("touchMove", x * step / 5, y * step / 5);
        await session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
        await session.DetachAsync();

        Task TouchAsync(string type, int dx, int dy) =>
            session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new { x = 195 + dx, y = 380 + dy } } });
    }
}
