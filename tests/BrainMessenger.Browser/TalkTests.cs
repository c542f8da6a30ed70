using System.Text.RegularExpressions;
using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Two people in two browsers, from the first page to a conversation.</summary>
public sealed class TalkTests(Chromium chromium, OwnServer server) : Story<OwnServer>(chromium, server), IClassFixture<OwnServer>
{
    [Fact]
    public async Task Two_people_sign_up_find_each_other_and_talk()
    {
        var (ana, ben) = (await ArriveAsync("Ana"), await ArriveAsync("Ben"));
        await ana.SignUpAsync();
        await ben.SignUpAsync();
        await ana.OpenChatWithAsync(ben);

        await ana.SayAsync("Good morning, Ben!");
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("Good morning, Ben!")).ToBeVisibleAsync();
        await Expect(ana.Message("Good morning, Ben!").Mark("read")).ToBeVisibleAsync();
        await ben.SayAsync("Good morning! How was the sea?");

        await Expect(ana.Message("How was the sea?")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_message_is_counted_as_unread_until_it_is_seen()
    {
        var (ana, ben) = await TalkingAsync();

        await ana.SayAsync("One");
        await ana.SayAsync("Two");

        var row = ben.ChatInList(ana.Name);
        await Expect(row).ToContainTextAsync($"2 {Words.Of("chat.unread")}");
        await Expect(row).ToContainTextAsync("Two");
        await Expect(ana.Message("Two").Mark("sent")).ToBeVisibleAsync();
        await row.ClickAsync();
        await Expect(row).Not.ToContainTextAsync(Words.Of("chat.unread"));
        await Expect(ana.Message("Two").Mark("read")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Typing_and_presence_are_shown_while_they_last()
    {
        var (ana, ben) = await TalkingAsync();
        await ana.SayAsync("Are you there?");
        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ana.Conversation()).ToContainTextAsync(Words.Of("presence.online"));

        await ben.Composer().PressSequentiallyAsync("I am thinking");

        await Expect(ana.Conversation()).ToContainTextAsync(Words.Of("chat.typing"));
        await Expect(ana.Conversation()).Not.ToContainTextAsync(Words.Of("chat.typing"));
    }

    [Fact]
    public async Task A_message_is_answered_edited_reacted_to_and_deleted_for_all()
    {
        var (ana, ben) = await TalkingAsync();
        await ana.SayAsync("Dinner at sevn?");
        await ben.ChatInList(ana.Name).ClickAsync();

        await ben.ChooseAsync(ben.Message("Dinner at sevn?"), "reply");
        await ben.SayAsync("Gladly");
        await Expect(ana.Message("Gladly")).ToContainTextAsync("Dinner at sevn?");

        await ana.ChooseAsync(ana.Message("Dinner at sevn?").First, "edit");
        await ana.Composer().FillAsync("Dinner at seven?");
        await ana.Button("common.save").ClickAsync();
        await Expect(ben.Message("Dinner at seven?").First).ToContainTextAsync(Words.Of("message.edited"));

        await ben.OpenMenuAsync(ben.Message("Dinner at seven?").First);
        await ben.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = Words.Of("message.reactWith", "👍"), Exact = true }).ClickAsync();
        await Expect(ana.Message("Dinner at seven?").First).ToContainTextAsync("👍");

        await ben.ChooseAsync(ben.Message("Gladly"), "delete");
        await ben.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("common.delete"), Exact = true }).ClickAsync();
        await Expect(ana.Message(Words.Of("message.deleted"))).ToBeVisibleAsync();
        await Expect(ana.Message("Gladly")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_has_several_lines_and_an_emoji_from_the_picker()
    {
        var (ana, ben) = await TalkingAsync();

        await ana.Composer().FillAsync("First line");
        await ana.Composer().PressAsync("Shift+Enter");
        await ana.Composer().PressSequentiallyAsync("second line ");
        await ana.Button("emoji.title").ClickAsync();
        await ana.Field("emoji.search").FillAsync("rocket");
        await ana.Page.GetByRole(AriaRole.Gridcell).Filter(new() { HasTextRegex = new("^🚀$") }).ClickAsync();
        await Expect(ana.Composer()).ToHaveValueAsync("First line\nsecond line 🚀");
        await ana.Composer().PressAsync("Enter");

        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ben.Message("First line")).ToContainTextAsync("second line 🚀");
    }

    [Fact]
    public async Task One_sees_who_has_read_and_when_somebody_was_last_there_and_takes_the_text_along()
    {
        var (ana, ben) = await TalkingAsync();
        await ana.SayAsync("The key is under the mat");
        await ana.ChooseAsync(ana.Message("under the mat"), "readers");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(Words.Of("message.unreadByAll"));
        await ana.Page.Keyboard.PressAsync("Escape");

        await ben.ChatInList(ana.Name).ClickAsync();
        await Expect(ana.Message("under the mat").Mark("read")).ToBeVisibleAsync();
        await ana.ChooseAsync(ana.Message("under the mat"), "readers");
        await Expect(ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Listitem)).ToHaveTextAsync([new Regex(ben.Name)]);
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await ana.ChooseAsync(ana.Message("under the mat"), "copyText");
        Assert.Equal("The key is under the mat", await ana.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        await ben.Page.CloseAsync();
        await Expect(ana.Conversation().GetByText(Words.Pattern("presence.lastSeen"))).ToBeVisibleAsync();
    }

    private async Task<(Person Ana, Person Ben)> TalkingAsync()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        return (ana, ben);
    }
}
