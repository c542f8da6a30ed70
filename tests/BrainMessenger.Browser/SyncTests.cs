using BrainMessenger.Browser.Ground;
using BrainMessenger.Client;

namespace BrainMessenger.Browser;

/// <summary>Two devices of one person and one of another follow each other, and nobody has to reload.</summary>
public sealed class SyncTests(Chromium chromium, OwnServer server) : Story<OwnServer>(chromium, server), IClassFixture<OwnServer>
{
    /// <summary>Clients wait up to some seconds before they connect again, so that not all come at once.</summary>
    private const int Return = 60;

    [Fact]
    public async Task What_was_done_elsewhere_during_a_cut_shows_afterwards()
    {
        var (desk, phone, ben) = await MeetAsync();
        using var his = await ben.ClientAsync();
        var ct = TestContext.Current.CancellationToken;

        await phone.Context.SetOfflineAsync(true);
        await Expect(phone.Page.GetByText(Words.Of("connection.offline"))).ToBeVisibleAsync();
        await phone.SayAsync("Said without a network");
        await desk.EditAsync("First", "First, put right");
        await desk.DeleteAsync("Second");
        await ben.ReactAsync("First, put right", "👍");
        await ben.SayAsync("Are you coming?");
        await Expect(desk.Message("Are you coming?")).ToBeVisibleAsync();
        await desk.SayAsync("On my way");
        await desk.MarkChatAsync("Walkers", "chat.pin");
        await desk.MarkChatAsync("Sailors", "chat.mute");
        await desk.MarkChatAsync("Attic", "chat.archive");
        await ChatWith(desk, ben).ClickAsync();
        var night = await his.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Night watch", MemberIds = [await IdOfAsync(desk)] }, ct: ct);
        await his.Messages.SendAsync(night.Id, "Who is awake?", ct: ct);
        await Expect(desk.ChatInList("Night watch")).ToContainTextAsync($"1 {Words.Of("chat.unread")}");
        await Expect(phone.Message("Are you coming?")).ToHaveCountAsync(0);
        await phone.Context.SetOfflineAsync(false);

        await AgreeAsync(desk, phone, ben);
        await Expect(phone.Message("Said without a network")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task After_a_restart_of_the_server_all_devices_show_what_it_has()
    {
        var (desk, phone, ben) = await MeetAsync();
        using var his = await ben.ClientAsync();
        using var hers = await desk.ClientAsync();
        var ct = TestContext.Current.CancellationToken;
        var chat = (await his.Chats.ListAsync(ct: ct)).Items.Single(each => each.Type == ChatTypes.Personal);

        await Server.KillAsync();
        await phone.SayAsync("Said on the phone");
        await desk.SayAsync("Said on the desk");
        await ben.SayAsync("Said by Ben");
        foreach (var device in new[] { desk, phone, ben }) await Expect(device.Page.GetByText(Words.Of("connection.reconnecting"))).ToBeVisibleAsync();
        await Server.StartAgainAsync();
        // Before most of them are back.
        await hers.Messages.EditAsync(chat.Id, 3, "Third, put right", ct);
        await his.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Night watch", MemberIds = [await IdOfAsync(desk)] }, ct: ct);

        await AgreeAsync(desk, phone, ben);
        foreach (var text in new[] { "Third, put right", "Said on the phone", "Said on the desk", "Said by Ben" }) await Expect(phone.Message(text)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task After_a_restore_from_a_backup_all_devices_go_back_with_the_server_and_keep_what_was_unsent()
    {
        var (desk, phone, ben) = await MeetAsync();
        using var his = await ben.ClientAsync();
        var ct = TestContext.Current.CancellationToken;
        await Server.BackUpAsync();
        await desk.EditAsync("First", "First, but lost");
        await desk.DeleteAsync("Second");
        await ben.SayAsync("Lost one");
        await desk.SayAsync("Lost two");
        await ben.ReactAsync("Third", "👍");
        await desk.MarkChatAsync("Walkers", "chat.pin");
        await ChatWith(desk, ben).ClickAsync();
        await his.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = "Lost group", MemberIds = [await IdOfAsync(desk)] }, ct: ct);
        await AgreeAsync(desk, phone, ben);

        await Server.KillAsync();
        await phone.SayAsync("Kept in the phone");
        await Server.RestoreAsync();
        await Server.StartAgainAsync();

        await Expect(ben.Message("Kept in the phone")).ToHaveCountAsync(1, new() { Timeout = Return * 1000 });
        await ben.SayAsync("Another future");
        await AgreeAsync(desk, phone, ben);
        foreach (var device in new[] { desk, phone, ben })
        {
            await Expect(device.Message("Lost")).ToHaveCountAsync(0);
            await Expect(device.Message("Kept in the phone")).ToHaveCountAsync(1);
        }
    }

    /// <summary>The two and the phone have talked, the conversation is open on all, and something is unread elsewhere.</summary>
    private async Task<(Person Desk, Person Phone, Person Ben)> MeetAsync()
    {
        var (desk, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        var phone = await SignInAsync(desk, Look.Phone);
        await desk.OpenChatWithAsync(ben);
        using var his = await ben.ClientAsync();
        var ct = TestContext.Current.CancellationToken;
        var ana = await IdOfAsync(desk);
        foreach (var name in new[] { "Walkers", "Sailors", "Attic" })
        {
            var group = await his.Chats.CreateAsync(new() { Type = ChatTypes.Group, Name = name, MemberIds = [ana] }, ct: ct);
            await his.Messages.SendAsync(group.Id, $"This is {name}", ct: ct);
        }

        foreach (var text in new[] { "First", "Second", "Third" }) await desk.SayAsync(text);
        await ChatWith(ben, desk).ClickAsync();
        await ChatWith(phone, ben).ClickAsync();
        foreach (var device in new[] { desk, phone }) await Expect(device.Message("Third").Mark("read")).ToBeVisibleAsync();
        foreach (var device in new[] { desk, phone, ben }) await device.MarkPageAsync();
        return (desk, phone, ben);
    }

    /// <summary>All show the same, it is what the server has, and no page was loaded again.</summary>
    private static async Task AgreeAsync(Person desk, Person phone, Person ben)
    {
        using var hers = await desk.ClientAsync();
        using var his = await ben.ClientAsync();
        await Until.NothingAsync(
            async () => string.Join('\n', [.. await Screen.DifferencesAsync(desk, phone), .. await Screen.DifferencesAsync(desk, hers), .. await Screen.DifferencesAsync(ben, his)]), Return);
        foreach (var device in new[] { desk, phone, ben }) Assert.False(await device.WasReloadedAsync(), $"{device.Name} on {device.Look.Name} was reloaded");
    }

    /// <summary>By the name at the beginning of its row: it stands in the groups' rows too.</summary>
    private static ILocator ChatWith(Person person, Person other) => person.ChatList().GetByRole(AriaRole.Link, new() { NameRegex = new($"^{other.Name} ") });

    private static async Task<Guid> IdOfAsync(Person person)
    {
        using var client = await person.ClientAsync();
        return (await client.Me.GetAsync(TestContext.Current.CancellationToken)).Id;
    }
}
