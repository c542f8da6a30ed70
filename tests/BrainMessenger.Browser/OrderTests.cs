using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>How messages stand together, and how chats are found.</summary>
public sealed class OrderTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    [Fact]
    public async Task Messages_stand_in_groups_by_person_under_their_day()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await RoomTests.CreateAsync(ana, "group", "Walkers", ben);
        await ben.ChatInList("Walkers").ClickAsync();
        await ben.SayAsync("First of two");
        await ben.SayAsync("Second of two");
        await Expect(ana.Message("Second of two")).ToBeVisibleAsync();
        await ana.SayAsync("In between");
        await Expect(ben.Message("In between")).ToBeVisibleAsync();
        await ben.SayAsync("On its own");

        // The name stands over the first of a group and the face beside the last.
        foreach (var (text, named, faced) in new[] { ("First of two", 1, 0), ("Second of two", 0, 1), ("On its own", 1, 1) })
        {
            await Expect(ana.Message(text).GetByText(ben.Name, new() { Exact = true })).ToHaveCountAsync(named);
            await Expect(ana.Message(text).GetByRole(AriaRole.Button, new() { Name = Words.Of("info.personOf", ben.Name) })).ToHaveCountAsync(faced);
        }

        await Expect(UnderDay(ana, "time.today")).ToContainTextAsync("First of two");
        // The server's clock cannot be moved, so the next day is the browser's, and so is the message that waits there.
        await ana.Page.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddDays(1));
        await ana.Page.ReloadAsync();
        await Expect(UnderDay(ana, "time.yesterday")).ToContainTextAsync("First of two");
        await ana.Context.SetOfflineAsync(true);
        await ana.SayAsync("The next day");
        await Expect(UnderDay(ana, "time.today")).ToContainTextAsync("The next day");
        await Expect(UnderDay(ana, "time.yesterday")).ToContainTextAsync("First of two");
    }

    [Fact]
    public async Task The_search_finds_chats_by_name_and_in_the_archive_too()
    {
        var ana = await SignUpAsync("Ana");
        foreach (var name in new[] { "Night walkers", "Old sailors", "Sailing club" }) await RoomTests.CreateAsync(ana, "group", name);
        await ana.Button("chat.actions").ClickAsync();
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = Words.Of("chat.archive"), Exact = true }).ClickAsync();
        await Expect(ana.ChatInList("Sailing club")).ToHaveCountAsync(0);

        await ana.Field("chats.search").FillAsync("SAIL");
        await Expect(ana.ChatInList("Night walkers")).ToHaveCountAsync(0);
        await Expect(ana.ChatInList("Sailing club")).ToBeVisibleAsync();
        await ana.ChatInList("Old sailors").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Old sailors" })).ToBeVisibleAsync();
        await ana.Field("chats.search").PressAsync("Escape");

        await Expect(ana.Field("chats.search")).ToHaveValueAsync("");
        await Expect(ana.ChatInList("Night walkers")).ToBeVisibleAsync();
        await Expect(ana.ChatInList("Sailing club")).ToHaveCountAsync(0);
    }

    /// <summary>The one message right under the mark of the day.</summary>
    private static ILocator UnderDay(Person person, string id) =>
        person.Page.GetByRole(AriaRole.Region, new() { Name = Words.Of("message.list"), Exact = true })
            .GetByText(Words.Of(id), new() { Exact = true }).Locator("xpath=../following-sibling::article");
}
