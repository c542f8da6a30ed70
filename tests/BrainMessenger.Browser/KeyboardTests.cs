using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>A conversation without a mouse: every step says where the focus is.</summary>
public sealed class KeyboardTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    [Fact]
    public async Task A_chat_is_begun_found_and_written_in()
    {
        var (ana, ben, cleo) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"), await SignUpAsync("Cleo"));

        await ana.Button("chats.new").FocusAsync();
        await PressAsync(ana, "Enter");
        await Expect(ana.Field("people.search")).ToBeFocusedAsync();
        await PressAsync(ana, "Escape");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(ana.Button("chats.new")).ToBeFocusedAsync();
        foreach (var other in new[] { ben, cleo })
        {
            await BeginAsync(ana, other);
            await ana.Page.Keyboard.TypeAsync($"A word for {other.Name}");
            await PressAsync(ana, "Enter");
            await Expect(ana.Message($"A word for {other.Name}").Mark("sent")).ToBeVisibleAsync();
        }

        await ana.Field("chats.search").FocusAsync();
        // Past the filters of the search, which are one stop.
        await PressAsync(ana, "Tab", "Tab");
        await Expect(ana.ChatInList(cleo.Name)).ToBeFocusedAsync();
        await PressAsync(ana, "ArrowDown");
        await Expect(ana.ChatInList(ben.Name)).ToBeFocusedAsync();
        await PressAsync(ana, "Enter");
        await ana.SeesChatAsync(ben.Name);
        await Expect(ana.Composer()).ToBeFocusedAsync();
        await PressAsync(ana, "ArrowUp");
        await Expect(ana.Composer()).ToHaveValueAsync($"A word for {ben.Name}");
        await ana.Page.Keyboard.TypeAsync(", corrected");
        await PressAsync(ana, "Enter");
        await Expect(ana.Message(", corrected")).ToContainTextAsync(Words.Of("message.edited"));
    }

    [Fact]
    public async Task Messages_are_walked_through_and_what_opens_over_them_gives_the_focus_back()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        foreach (var text in new[] { "First word", "Last word" }) await ana.SayAsync(text);
        await Expect(ana.Message("Last word").Mark("sent")).ToBeVisibleAsync();

        await ana.Composer().FocusAsync();
        await PressAsync(ana, "Shift+Tab", "Shift+Tab");
        await Expect(ana.Page.GetByRole(AriaRole.Region, new() { Name = Words.Of("message.list"), Exact = true })).ToBeFocusedAsync();
        await PressAsync(ana, "ArrowUp");
        await Expect(ana.Message("Last word")).ToBeFocusedAsync();
        await PressAsync(ana, "ArrowUp");
        await Expect(ana.Message("First word")).ToBeFocusedAsync();

        await PressAsync(ana, "Enter");
        await Expect(ana.Page.GetByRole(AriaRole.Menu).Locator(":focus")).ToHaveCountAsync(1);
        await PressAsync(ana, "Escape");
        await Expect(ana.Page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
        await Expect(ana.Message("First word")).ToBeFocusedAsync();

        await PressAsync(ana, "Enter");
        await ChooseAsync(ana, "delete");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await PressAsync(ana, "Escape");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(ana.Message("First word")).ToBeFocusedAsync();

        await PressAsync(ana, "Enter");
        await ChooseAsync(ana, "reply");
        await Expect(ana.Composer()).ToBeFocusedAsync();
        await PressAsync(ana, "Escape");
        await Expect(ana.Button("common.cancel")).ToHaveCountAsync(0);
        await Expect(ana.Composer()).ToBeFocusedAsync();
    }

    /// <summary>From "new chat" to the person that a search by e-mail finds.</summary>
    private static async Task BeginAsync(Person person, Person other)
    {
        await person.Button("chats.new").FocusAsync();
        await PressAsync(person, "Enter");
        await Expect(person.Field("people.search")).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync(other.Email);
        var found = person.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Filter(new() { HasText = other.Name });
        await Expect(found).ToBeVisibleAsync();
        for (var steps = 0; steps < 5 && await found.EvaluateAsync<bool>("button => button !== document.activeElement"); steps++) await PressAsync(person, "Tab");
        await PressAsync(person, "Enter");
        await person.SeesChatAsync(other.Name);
        await Expect(person.Composer()).ToBeFocusedAsync();
    }

    private static async Task PressAsync(Person person, params string[] keys)
    {
        foreach (var key in keys) await person.Page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes down the open menu to the entry and presses Enter on it.</summary>
    private static async Task ChooseAsync(Person person, string action)
    {
        var menu = person.Page.GetByRole(AriaRole.Menu);
        await Expect(menu.Locator(":focus")).ToHaveCountAsync(1);
        var wanted = Words.Of($"message.action.{action}");
        for (var steps = 0; await menu.Locator(":focus").InnerTextAsync() != wanted && steps < 20; steps++) await PressAsync(person, "ArrowDown");
        await PressAsync(person, "Enter");
    }
}
