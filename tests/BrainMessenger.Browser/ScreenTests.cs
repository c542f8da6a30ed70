using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Every screen and open dialog behind the sign-in: accessible, on a phone and a desktop, light and dark.</summary>
public sealed class ScreenTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    [Theory]
    [MemberData(nameof(Look.Names), MemberType = typeof(Look))]
    public async Task Every_screen_and_dialog_is_accessible(string name)
    {
        var look = Look.Named(name);
        var ben = await SignUpAsync("Ben");
        var ana = await SignUpAsync("Ana", look);
        await ana.CheckScreenAsync("empty");
        await TalkAsync(ana, ben);
        await ana.CheckScreenAsync("conversation");
        await CheckSearchAsync(ana);
        await CheckConversationDialogsAsync(ana);
        await CheckInfoAsync(ana, ben);

        await ana.Page.GotoAsync("/");
        await Expect(ana.ChatInList(ben.Name)).ToBeVisibleAsync();
        await ana.CheckScreenAsync("chats");
        await CheckNewAsync(ana);
        await CheckProfileAsync(ana);
    }

    private static async Task TalkAsync(Person ana, Person ben)
    {
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Shall we take the early ferry? The light is best before eight.");
        await ben.ChatInList(ana.Name).ClickAsync();
        await ben.SayAsync("Gladly. I bring coffee ☕ and the map.");
        await ben.SayAsync("https://example.org/ferries has the times.");
        await Expect(ana.Message("the map")).ToBeVisibleAsync();
        await ana.SendFilesAsync("Seen from the pier", new FilePayload { Name = "pier.png", MimeType = "image/png", Buffer = await ben.Page.ScreenshotAsync() });
        await Expect(ana.Message("Seen from the pier").Mark("read")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await ana.SendFilesAsync("", new FilePayload { Name = "tides.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 tides"u8.ToArray() });
        await Expect(ana.Message("tides.pdf").Mark("read")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    private static async Task CheckSearchAsync(Person ana)
    {
        var chat = ana.Page.Url;
        await ana.Button("search.inChat").ClickAsync();
        var panel = ana.Page.GetByRole(AriaRole.Complementary);
        await Expect(panel.GetByRole(AriaRole.Toolbar)).ToBeVisibleAsync();
        await ana.CheckScreenAsync("chat-search");
        await panel.GetByRole(AriaRole.Searchbox).FillAsync("the");
        await Expect(panel.Locator("mark").First).ToBeVisibleAsync();
        await ana.CheckScreenAsync("chat-search-found");
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(panel.GetByText("1/4", new() { Exact = true })).ToBeVisibleAsync();
        await ana.CheckScreenAsync("chat-search-shown");

        await ana.Page.GotoAsync("/");
        await ana.Field("chats.search").FocusAsync();
        await ana.CheckScreenAsync("search-filters");
        await ana.Field("chats.search").FillAsync("pier");
        await Expect(ana.Page.Locator("mark")).ToBeVisibleAsync();
        await ana.CheckScreenAsync("search");
        await ana.Page.GotoAsync(chat);
        await Expect(ana.Message("early ferry").First).ToBeVisibleAsync();
    }

    private static async Task CheckConversationDialogsAsync(Person ana)
    {
        var message = ana.Message("early ferry").First;
        await ana.OpenMenuAsync(message);
        await Expect(ana.Page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
        await ana.CheckScreenAsync("message-menu");
        await ana.Page.Keyboard.PressAsync("Escape");
        foreach (var action in new[] { "readers", "delete" })
        {
            await ana.ChooseAsync(message, action);
            await ana.CheckDialogAsync(action);
        }

        await ana.ChooseAsync(message, "reply");
        await ana.CheckScreenAsync("reply");
        await ana.Button("emoji.title").ClickAsync();
        await Expect(ana.Field("emoji.search")).ToBeVisibleAsync();
        await ana.CheckScreenAsync("emoji");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "notes"u8.ToArray() });
        await ana.CheckDialogAsync("preview");
        await ana.Message("Seen from the pier").GetByRole(AriaRole.Button, new() { NameRegex = Words.Pattern("file.openPhoto") }).ClickAsync();
        await ana.CheckDialogAsync("viewer");
    }

    private static async Task CheckInfoAsync(Person ana, Person ben)
    {
        await RoomTests.OpenInfoAsync(ana, ben.Name);
        await ana.CheckScreenAsync("info-person");
        await ana.Page.GotoAsync("/");
        await RoomTests.CreateAsync(ana, "group", "Ferry friends", ben);
        await ana.SayAsync("Welcome aboard");
        var info = await RoomTests.OpenInfoAsync(ana, "Ferry friends");
        await Expect(info.GetByText(ben.Name)).ToBeVisibleAsync();
        await ana.CheckScreenAsync("info-group");
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.add"), Exact = true }).ClickAsync();
        await ana.CheckDialogAsync("add-people");
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.leave.group"), Exact = true }).ClickAsync();
        await ana.CheckDialogAsync("leave");
    }

    private static async Task CheckNewAsync(Person ana)
    {
        await ana.Button("chats.new").ClickAsync();
        await Expect(ana.Field("people.search")).ToBeVisibleAsync();
        await ana.CheckScreenAsync("new-chat");
        await ana.Button("room.new.channel").ClickAsync();
        await Expect(ana.Field("room.name.channel")).ToBeVisibleAsync();
        await ana.CheckDialogAsync("new-channel");
    }

    private static async Task CheckProfileAsync(Person ana)
    {
        await ana.Page.GotoAsync("/profile");
        await Expect(ana.Field("field.name")).ToBeVisibleAsync();
        await ana.CheckScreenAsync("profile");
        await ana.Button("account.signOut").ClickAsync();
        await ana.CheckDialogAsync("sign-out");
        await ana.Button("account.delete").ClickAsync();
        await ana.CheckDialogAsync("delete-account");
    }
}
