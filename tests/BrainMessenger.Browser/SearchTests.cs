using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>What was said once is found again, in all chats and in one.</summary>
public sealed class SearchTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    private static readonly string[] _lines =
    [
        "Before it: the road along the coast",
        "The Lighthouse keeper sells tickets",
        "After it: bring a warm coat",
        "Завтра встречаемся у маяка в шесть",
        "我们明天早上坐渡轮去岛上",
        "明日の朝フェリーで島へ行きます",
    ];

    [Fact]
    public async Task A_part_of_a_word_finds_an_old_message_and_opens_it_among_its_surroundings()
    {
        var (ana, ben) = await TalkedLongAgoAsync();
        await ana.Page.GotoAsync("/");

        await ana.Field("chats.search").FillAsync("THOUSE");
        var result = Found(ana).Filter(new() { HasText = ben.Name });
        await Expect(result).ToHaveCountAsync(1);
        await Expect(result.Locator("mark")).ToHaveTextAsync("thouse");
        await result.ClickAsync();

        await ana.SeesChatAsync(ben.Name);
        await Expect(ana.Message("The Lighthouse keeper")).ToBeInViewportAsync();
        await Expect(ana.Message("Before it")).ToBeInViewportAsync();
        await Expect(ana.Message("After it")).ToBeInViewportAsync();
        await Expect(ana.Field("chats.search")).ToHaveValueAsync("THOUSE");
        await Expect(result).ToHaveAttributeAsync("aria-current", "location");
    }

    [Theory]
    [InlineData("маяк", "Завтра встречаемся у маяка в шесть")]
    [InlineData("渡轮", "我们明天早上坐渡轮去岛上")]
    [InlineData("フェリー", "明日の朝フェリーで島へ行きます")]
    public async Task Russian_Chinese_and_Japanese_are_found(string words, string text)
    {
        var (ana, _) = await TalkedLongAgoAsync();

        await ana.Field("chats.search").FillAsync(words);
        await Expect(Found(ana)).ToHaveCountAsync(1);
        await Expect(Found(ana).Locator("mark")).ToHaveTextAsync(words);
        await Found(ana).ClickAsync();

        await Expect(ana.Message(text)).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Inside_a_chat_the_keyboard_steps_from_one_result_to_the_next()
    {
        var (ana, ben) = await TalkedLongAgoAsync();
        await ana.ChatInList(ben.Name).ClickAsync();
        await Expect(ana.Message("Long since forgotten 129")).ToBeVisibleAsync();
        await ana.SayAsync("Was it the lighthouse that sold them?");
        await ana.Composer().FocusAsync();

        await ana.Page.Keyboard.PressAsync("Control+f");
        await Expect(Panel(ana).GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await ana.Page.Keyboard.TypeAsync("lighthouse");
        await Expect(Found(ana)).ToHaveCountAsync(2);
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(Panel(ana).GetByText("1/2", new() { Exact = true })).ToBeVisibleAsync();
        await ana.Page.Keyboard.PressAsync("Enter");

        await Expect(Panel(ana).GetByText("2/2", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(ana.Message("The Lighthouse keeper")).ToBeInViewportAsync();
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ana.Message("Was it the lighthouse")).ToBeInViewportAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(Panel(ana)).ToHaveCountAsync(0);
        await Expect(ana.Composer()).ToBeFocusedAsync();
    }

    [Fact]
    public async Task On_a_phone_the_search_makes_room_for_what_it_found()
    {
        var (ana, ben) = await TalkedLongAgoAsync(Look.Phone);
        await ana.ChatInList(ben.Name).ClickAsync();
        await ana.SeesChatAsync(ben.Name);

        await ana.Button("search.inChat").ClickAsync();
        await Panel(ana).GetByRole(AriaRole.Button, new() { NameRegex = new("^from:") }).ClickAsync();
        await ana.Page.Keyboard.TypeAsync("me coat");
        await Found(ana).Filter(new() { HasText = "After it" }).ClickAsync();

        await Expect(ana.Message("After it")).ToBeInViewportAsync();
        await Expect(Found(ana)).ToBeHiddenAsync();
        await ana.Button("search.backToList").ClickAsync();
        await Expect(Found(ana)).ToBeVisibleAsync();
        await ana.Page.GoBackAsync();
        await Expect(Panel(ana)).ToHaveCountAsync(0);
        await ana.SeesChatAsync(ben.Name);
    }

    /// <summary>Ana and Ben have written much since, so that what they said first is not on the screen.</summary>
    private async Task<(Person Ana, Person Ben)> TalkedLongAgoAsync(Look? look = null)
    {
        var (ana, ben) = (await SignUpAsync("Ana", look), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        using var client = await ana.ClientAsync();
        var ct = TestContext.Current.CancellationToken;
        var chat = Assert.Single((await client.Chats.ListAsync(ct: ct)).Items);
        foreach (var line in _lines) await client.Messages.SendAsync(chat.Id, line, ct: ct);
        for (var n = 0; n < 130; n++) await client.Messages.SendAsync(chat.Id, $"Long since forgotten {n}", ct: ct);
        await ana.Page.GotoAsync("/");
        await Expect(ana.ChatInList("Long since forgotten 129")).ToBeVisibleAsync();
        return (ana, ben);
    }

    private static ILocator Panel(Person person) => person.Page.GetByRole(AriaRole.Complementary, new() { Name = Words.Of("search.inChat"), Exact = true });

    private static ILocator Found(Person person) => person.Page.GetByRole(AriaRole.List, new() { Name = Words.Of("search.found"), Exact = true }).GetByRole(AriaRole.Link);
}
