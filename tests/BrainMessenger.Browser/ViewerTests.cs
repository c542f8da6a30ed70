using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>One picture over the whole window.</summary>
public sealed class ViewerTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    /// <summary>So many messages of some lines are more than the list keeps drawn.</summary>
    private const int Many = 60;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_viewer_goes_through_the_pictures_of_a_conversation()
    {
        var (ana, _) = await TalkingAsync();
        await ana.SendFilesAsync("Two views", await Drawing.PictureAsync(ana, 1, "beach.png"), await Drawing.PictureAsync(ana, 2, "hills.png"));
        await Expect(ana.Message("Two views").Mark("sent")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        // The browser makes another kind of picture of them, and names them so.
        var opened = ana.Message("Two views").GetByRole(AriaRole.Button, new() { NameRegex = new(@"^Open picture beach\.") });
        var viewer = ViewerOf(ana);

        await opened.FocusAsync();
        await opened.PressAsync("Enter");
        await Expect(viewer).ToContainTextAsync(Words.Of("file.ofCount", "1", "2"));
        await Expect(ana.Button("file.previous")).ToHaveCountAsync(0);
        await ana.Button("file.next").ClickAsync();
        await Expect(viewer.GetByRole(AriaRole.Img, new() { NameRegex = new(@"^hills\.") })).ToBeVisibleAsync();
        await Expect(viewer).ToContainTextAsync(Words.Of("file.ofCount", "2", "2"));
        await Expect(ana.Button("file.next")).ToHaveCountAsync(0);
        await ana.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(viewer.GetByRole(AriaRole.Img, new() { NameRegex = new(@"^beach\.") })).ToBeVisibleAsync();
        await ana.Page.Keyboard.PressAsync("Escape");

        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(opened).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_viewer_stays_open_when_so_much_is_written_that_its_message_leaves_the_list()
    {
        var (ana, ben) = await TalkingAsync();
        await ben.OpenChatWithAsync(ana);
        await ana.SendFilesAsync("The beach", await Drawing.PictureAsync(ana, 1, "beach.png"));
        var message = ben.Message("The beach");
        await message.GetByRole(AriaRole.Button, new() { NameRegex = Words.Pattern("file.openPhoto") }).ClickAsync();
        var viewer = ViewerOf(ben);
        await Expect(viewer.GetByRole(AriaRole.Img)).ToBeVisibleAsync();

        using var client = await ana.ClientAsync();
        var chat = Assert.Single((await client.Chats.ListAsync(ct: Ct)).Items).Id;
        for (var n = 1; n <= Many; n++) await client.Messages.SendAsync(chat, $"Wave {n}\nand\nanother\nafter\nit", ct: Ct);
        await Expect(ben.Message($"Wave {Many}")).ToBeAttachedAsync();
        await Expect(message).ToHaveCountAsync(0);

        await Expect(viewer.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await ben.KeepPictureAsync("viewer-stays");
        await ben.Page.Keyboard.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(ben.Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_viewer_ends_with_the_chat_it_belongs_to()
    {
        var (ana, _) = await TalkingAsync();
        await ana.SendFilesAsync("The beach", await Drawing.PictureAsync(ana, 1, "beach.png"));
        await OpenAsync(ana, "The beach");

        await ana.Page.GoBackAsync();
        await Expect(ViewerOf(ana)).ToHaveCountAsync(0);
        await ana.Page.GoForwardAsync();
        await Expect(ana.Message("The beach")).ToBeVisibleAsync();
        await Expect(ViewerOf(ana)).ToHaveCountAsync(0);

        await ana.Page.GotoAsync(ana.Page.Url + "/media");
        await ana.Page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Button, new() { NameRegex = new("^Open picture beach") }).ClickAsync();
        await Expect(ViewerOf(ana)).ToBeVisibleAsync();
        await ana.Page.GoBackAsync();
        await Expect(ViewerOf(ana)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_viewer_ends_with_the_message_and_with_the_membership()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await RoomTests.CreateAsync(ana, "group", "Swimmers", ben);
        await ana.SendFilesAsync("The beach", await Drawing.PictureAsync(ana, 1, "beach.png"));
        await Expect(ana.Message("The beach")).ToBeVisibleAsync();
        await ana.SendFilesAsync("The hills", await Drawing.PictureAsync(ana, 2, "hills.png"));
        using var client = await ana.ClientAsync();
        var chat = Assert.Single((await client.Chats.ListAsync(ct: Ct)).Items).Id;
        await ben.ChatInList("Swimmers").ClickAsync();

        await OpenAsync(ben, "The beach");
        await client.Messages.DeleteAsync(chat, (await client.Messages.ListAsync(chat, ct: Ct)).Items.Single(message => message.Text == "The beach").Seq, Ct);
        await Expect(ViewerOf(ben)).ToHaveCountAsync(0);

        await OpenAsync(ben, "The hills");
        using var other = await ben.ClientAsync();
        await client.Chats.Members.RemoveAsync(chat, (await other.Me.GetAsync(Ct)).Id, Ct);
        await Expect(ViewerOf(ben)).ToHaveCountAsync(0);
    }

    private static async Task OpenAsync(Person person, string caption)
    {
        await person.Message(caption).GetByRole(AriaRole.Button, new() { NameRegex = Words.Pattern("file.openPhoto") }).ClickAsync();
        await Expect(ViewerOf(person)).ToBeVisibleAsync();
    }

    private static ILocator ViewerOf(Person person) => person.Page.GetByRole(AriaRole.Dialog, new() { Name = Words.Of("file.viewer") });

    private async Task<(Person Ana, Person Ben)> TalkingAsync()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        return (ana, ben);
    }
}
