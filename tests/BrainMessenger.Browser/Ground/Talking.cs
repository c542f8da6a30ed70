namespace BrainMessenger.Browser.Ground;

/// <summary>What people do in the chats, with the controls that the page names.</summary>
internal static class Talking
{
    public static ILocator Composer(this Person person) => person.Page.GetByRole(AriaRole.Textbox, new() { Name = Words.Of("composer.message"), Exact = true });

    /// <summary>The message with this text in the open conversation.</summary>
    public static ILocator Message(this Person person, string text) => person.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = text });

    /// <summary>The mark of one's own message: message.state.sending, .sent, .read or .failed.</summary>
    public static ILocator Mark(this ILocator message, string state) => message.GetByRole(AriaRole.Img, new() { Name = Words.Of($"message.state.{state}"), Exact = true });

    public static ILocator Conversation(this Person person) => person.Page.GetByRole(AriaRole.Main);

    public static ILocator ChatList(this Person person) => person.Page.GetByRole(AriaRole.List, new() { Name = Words.Of("chats.list"), Exact = true });

    public static ILocator ChatInList(this Person person, string name) => person.ChatList().GetByRole(AriaRole.Link).Filter(new() { HasText = name });

    /// <summary>Finds the other by exact e-mail and opens the personal chat.</summary>
    public static async Task OpenChatWithAsync(this Person person, Person other)
    {
        await person.Field("chats.search").FillAsync(other.Email);
        await person.Page.GetByRole(AriaRole.Region, new() { Name = Words.Of("chats.people") }).GetByRole(AriaRole.Button).Filter(new() { HasText = other.Name }).ClickAsync();
        await person.SeesChatAsync(other.Name);
    }

    /// <summary>The chat with this name is open: until then the composer may be another one's.</summary>
    public static async Task SeesChatAsync(this Person person, string name)
    {
        await Expect(person.Conversation().GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 })).ToBeVisibleAsync();
        await Expect(person.Composer()).ToBeVisibleAsync();
    }

    public static async Task SayAsync(this Person person, string text)
    {
        await person.Composer().FillAsync(text);
        await person.Button("composer.send").ClickAsync();
        await Expect(person.Message(text)).ToBeVisibleAsync();
    }

    /// <summary>Opens the message's menu and chooses an entry (message.action.…).</summary>
    public static async Task ChooseAsync(this Person person, ILocator message, string action)
    {
        await person.OpenMenuAsync(message);
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of($"message.action.{action}"), Exact = true }).ClickAsync();
    }

    public static async Task EditAsync(this Person person, string text, string corrected)
    {
        await person.ChooseAsync(person.Message(text), "edit");
        await person.Composer().FillAsync(corrected);
        await person.Button("common.save").ClickAsync();
        await Expect(person.Message(corrected)).ToBeVisibleAsync();
    }

    public static async Task DeleteAsync(this Person person, string text)
    {
        await person.ChooseAsync(person.Message(text), "delete");
        await person.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("common.delete"), Exact = true }).ClickAsync();
        await Expect(person.Message(text)).ToHaveCountAsync(0);
    }

    public static async Task ReactAsync(this Person person, string text, string emoji)
    {
        await person.OpenMenuAsync(person.Message(text));
        await person.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = Words.Of("message.reactWith", emoji), Exact = true }).ClickAsync();
    }

    /// <summary>Opens a chat by its row and does something with it from its menu (chat.…).</summary>
    public static async Task MarkChatAsync(this Person person, string chat, string action)
    {
        await person.ChatInList(chat).ClickAsync();
        await person.SeesChatAsync(chat);
        await person.Button("chat.actions").ClickAsync();
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of(action), Exact = true }).ClickAsync();
    }

    public static async Task OpenMenuAsync(this Person person, ILocator message)
    {
        if (person.Look.Touch)
        {
            await HoldAsync(message.Locator("time").First);
            await Expect(person.Page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
            return;
        }

        await message.HoverAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = Words.Of("message.actions"), Exact = true }).ClickAsync();
    }

    /// <summary>A finger that stays.</summary>
    private static async Task HoldAsync(ILocator element)
    {
        await element.ScrollIntoViewIfNeededAsync();
        var box = (await element.BoundingBoxAsync())!;
        var touch = new { pointerType = "touch", clientX = (int)box.X + 2, clientY = (int)box.Y + 2, bubbles = true, cancelable = true };
        await element.DispatchEventAsync("pointerdown", touch);
    }

    /// <summary>Picks files as the file dialog would, and sends them from the preview.</summary>
    public static async Task SendFilesAsync(this Person person, string caption, params FilePayload[] files)
    {
        await person.Page.Locator("input[type=file]").SetInputFilesAsync(files);
        await person.SendChosenAsync(caption);
    }

    public static async Task SendFileAsync(this Person person, string caption, TemporaryFile file)
    {
        await person.Page.Locator("input[type=file]").SetInputFilesAsync(file.Path);
        await person.SendChosenAsync(caption);
    }

    private static async Task SendChosenAsync(this Person person, string caption)
    {
        await person.Field("file.caption").FillAsync(caption);
        await person.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("composer.send"), Exact = true }).ClickAsync();
    }
}
