using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Groups and channels, and what one does with a chat.</summary>
public sealed class RoomTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    [Fact]
    public async Task A_group_is_made_renamed_joined_and_left()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        var cleo = await SignUpAsync("Cleo");
        await CreateAsync(ana, "group", "Walkers", ben);
        await ana.SayAsync("Who comes along?");
        await ben.ChatInList("Walkers").ClickAsync();
        await ben.SayAsync("I do");
        await Expect(ana.Message("I do")).ToContainTextAsync(ben.Name);

        var info = await OpenInfoAsync(ana, "Walkers");
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.rename"), Exact = true }).ClickAsync();
        await info.GetByRole(AriaRole.Textbox).First.FillAsync("Night walkers");
        await info.GetByRole(AriaRole.Textbox).First.PressAsync("Enter");
        await Expect(ben.ChatInList("Night walkers")).ToBeVisibleAsync();

        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.add"), Exact = true }).ClickAsync();
        await ChooseAsync(ana, cleo);
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add 1 person", Exact = true }).ClickAsync();
        await cleo.ChatInList("Night walkers").ClickAsync();
        await Expect(cleo.Composer()).ToBeVisibleAsync();

        var benInfo = await OpenInfoAsync(ben, "Night walkers");
        await benInfo.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.leave.group"), Exact = true }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("info.leave.group"), Exact = true }).ClickAsync();
        await Expect(ben.ChatInList("Night walkers")).ToHaveCountAsync(0);

        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.memberActions", cleo.Name), Exact = true }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of("info.remove"), Exact = true }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("info.remove"), Exact = true }).ClickAsync();
        await Expect(cleo.ChatInList("Night walkers")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_a_channel_only_its_owner_and_admins_write()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await CreateAsync(ana, "channel", "Harbour news", ben);
        await ana.SayAsync("The ferry is late");
        await ben.ChatInList("Harbour news").ClickAsync();
        await Expect(ben.Message("The ferry is late")).ToBeVisibleAsync();
        await Expect(ben.Page.GetByText(Words.Of("composer.readOnly"))).ToBeVisibleAsync();
        await Expect(ben.Composer()).ToHaveCountAsync(0);

        var info = await OpenInfoAsync(ana, "Harbour news");
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.memberActions", ben.Name), Exact = true }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of("role.make.admin"), Exact = true }).ClickAsync();

        await ben.SayAsync("It has come");
        await Expect(ana.Message("It has come")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_chat_is_pinned_muted_archived_and_deleted()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await CreateAsync(ana, "group", "Attic", ben);
        await ana.SayAsync("Old things");
        await Expect(ben.ChatInList("Attic")).ToBeVisibleAsync();
        var row = ana.ChatInList("Attic");

        await ChatActionAsync(ana, "chat.pin");
        await Expect(row).ToContainTextAsync(Words.Of("chat.pinned"));
        await ChatActionAsync(ana, "chat.mute");
        await Expect(row).ToContainTextAsync(Words.Of("chat.muted"));
        await ChatActionAsync(ana, "chat.archive");
        await Expect(row).ToHaveCountAsync(0);
        await ana.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = Words.Of("chats.archive") }).ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        await ChatActionAsync(ana, "chat.unarchive");
        await Expect(row).ToHaveCountAsync(0);
        await ana.Button("common.back").ClickAsync();
        await Expect(row).ToBeVisibleAsync();

        var info = await OpenInfoAsync(ana, "Attic");
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.delete.group"), Exact = true }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("info.delete.group"), Exact = true }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(ben.ChatInList("Attic")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_groups_photo_is_seen_by_all_and_its_history_by_whom_it_says()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        var cleo = await SignUpAsync("Cleo");
        await CreateAsync(ana, "group", "Lighthouse", ben);
        await ana.SayAsync("Before Cleo came");
        var info = await OpenInfoAsync(ana, "Lighthouse");

        await info.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "us.png", MimeType = "image/png", Buffer = await ana.Page.ScreenshotAsync() });
        await ana.Button("photo.set").ClickAsync();
        await Expect(ben.ChatInList("Lighthouse").Locator("img")).ToBeVisibleAsync();
        await info.GetByRole(AriaRole.Switch, new() { Name = Words.Of("info.history") }).UncheckAsync();
        await info.GetByRole(AriaRole.Button, new() { Name = Words.Of("info.add"), Exact = true }).ClickAsync();
        await ChooseAsync(ana, cleo);
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add 1 person", Exact = true }).ClickAsync();
        await cleo.ChatInList("Lighthouse").ClickAsync();
        await ana.SayAsync("Welcome, Cleo");

        await Expect(cleo.Message("Welcome, Cleo")).ToBeVisibleAsync();
        await Expect(cleo.Message("Before Cleo came")).ToHaveCountAsync(0);
        await Expect(ben.ChatInList("Lighthouse")).ToContainTextAsync("Welcome, Cleo");
    }

    internal static async Task CreateAsync(Person owner, string type, string name, params Person[] members)
    {
        await owner.Button("chats.new").ClickAsync();
        await owner.Button($"room.new.{type}").ClickAsync();
        await owner.Field($"room.name.{type}").FillAsync(name);
        foreach (var member in members) await ChooseAsync(owner, member);
        await owner.Button("room.create").ClickAsync();
        await owner.SeesChatAsync(name);
    }

    internal static async Task<ILocator> OpenInfoAsync(Person person, string chat)
    {
        await person.Page.GetByRole(AriaRole.Link, new() { Name = Words.Of("chat.infoOf", chat), Exact = true }).ClickAsync();
        var panel = person.Page.GetByRole(AriaRole.Complementary);
        await Expect(panel).ToBeVisibleAsync();
        return panel;
    }

    private static async Task ChooseAsync(Person person, Person other)
    {
        await person.Field("people.pick").FillAsync(other.Email);
        await person.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Checkbox, new() { NameRegex = new(other.Name) }).CheckAsync();
    }

    private static async Task ChatActionAsync(Person person, string action)
    {
        await person.Button("chat.actions").ClickAsync();
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of(action), Exact = true }).ClickAsync();
    }
}
