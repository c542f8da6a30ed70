using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>One pane at a time, and nothing beside the screen, down to 320 pixels.</summary>
public sealed class PhoneTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task A_phone_shows_the_list_or_the_conversation_and_fits_them(int width)
    {
        var ben = await SignUpAsync("Ben");
        var ana = await SignUpAsync("Ana", Look.Phone with { Name = $"phone-{width}", Width = width, Height = 640 });
        await FitsAsync(ana);

        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync($"A word without any break: {new string('w', 200)}");
        await Expect(ana.ChatList()).ToBeHiddenAsync();
        await FitsAsync(ana);
        await ana.KeepPictureAsync("long-word");

        await ana.Button("chats.back").ClickAsync();
        await Expect(ana.ChatInList(ben.Name)).ToBeVisibleAsync();
        await Expect(ana.Composer()).ToBeHiddenAsync();
        await FitsAsync(ana);

        await ana.Button("chats.new").ClickAsync();
        await Expect(ana.Field("people.search")).ToBeVisibleAsync();
        await FitsAsync(ana);
        await ana.Page.GotoAsync("/profile");
        await Expect(ana.Field("field.name")).ToBeVisibleAsync();
        await FitsAsync(ana);
    }

    private static async Task FitsAsync(Person person)
    {
        var beside = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(beside <= 0, $"{person.Page.Url} is {beside} px wider than the screen");
    }
}
