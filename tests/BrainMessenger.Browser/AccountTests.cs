using BrainMessenger.Browser.Ground;

namespace BrainMessenger.Browser;

/// <summary>Coming in, being somebody, going out.</summary>
public sealed class AccountTests(Chromium chromium, OwnServer server) : Story<OwnServer>(chromium, server), IClassFixture<OwnServer>
{
    [Fact]
    public async Task A_wrong_code_is_refused_and_the_right_one_can_be_pasted()
    {
        var ana = await ArriveAsync("Ana");
        await ana.Link("welcome.signUp").ClickAsync();
        await ana.FillSignUpAsync();
        var code = await Mailbox.CodeForAsync(Server, ana.Email);

        await ana.Field("code.label").FillAsync(code == "12345678" ? "87654321" : "12345678");
        await Expect(ana.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Pattern("code.resendIn") })).ToBeDisabledAsync();
        await ana.Field("code.label").EvaluateAsync(
            """
            (field, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text', text);
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            $"Your code: {code[..4]} {code[4..]}");

        await Expect(ana.Page.GetByText(Words.Of("shell.pickChat"))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_a_minute_another_code_can_be_asked_for_and_only_it_is_valid()
    {
        var ana = await ArriveAsync("Ana");
        await ana.Link("welcome.signUp").ClickAsync();
        await ana.FillSignUpAsync();
        var first = await Mailbox.CodeForAsync(Server, ana.Email);
        var waiting = ana.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Pattern("code.resendIn") });
        var shown = await waiting.InnerTextAsync();
        await Expect(waiting).Not.ToHaveTextAsync(shown);

        await Server.EndPauseOfCodesAsync(ana.Email);
        await ana.Page.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddMinutes(1));
        await ana.Button("code.resend").ClickAsync();
        await Expect(ana.Page.GetByText(Words.Of("code.sentAgain"))).ToBeVisibleAsync();
        await Expect(waiting).ToBeDisabledAsync();
        var second = await Mailbox.CodeForAsync(Server, ana.Email, first);
        await ana.Field("code.label").FillAsync(first);
        await Expect(ana.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ana.Field("code.label").FillAsync(second);

        await Expect(ana.Page.GetByText(Words.Of("shell.pickChat"))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_chooses_Russian_meets_no_English()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("1");
        await ana.Button("chats.profile").ClickAsync();
        await ana.Page.GetByRole(AriaRole.Radio, new() { Name = "Русский", Exact = true }).ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = Words.InRussian("profile.title"), Exact = true })).ToBeVisibleAsync();
        await MeetsNoEnglishAsync(ana);

        await ana.Page.GetByRole(AriaRole.List, new() { Name = Words.InRussian("chats.list"), Exact = true }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(ana.Page.GetByText(Words.InRussian("time.today"), new() { Exact = true }).First).ToBeVisibleAsync();
        await ana.Page.GetByRole(AriaRole.Textbox, new() { Name = Words.InRussian("composer.message"), Exact = true }).FillAsync("2");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = Words.InRussian("composer.send"), Exact = true }).ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Img, new() { Name = Words.InRussian("message.state.sent"), Exact = true })).ToHaveCountAsync(2);
        await MeetsNoEnglishAsync(ana);
        await ana.Page.GotoAsync("/new");
        await Expect(ana.Page.GetByLabel(Words.InRussian("people.search"), new() { Exact = true })).ToBeVisibleAsync();
        await MeetsNoEnglishAsync(ana);
    }

    [Fact]
    public async Task A_half_finished_sign_up_survives_a_reload_and_a_correction()
    {
        var ana = await ArriveAsync("Ana");
        await ana.Link("welcome.signUp").ClickAsync();
        await ana.FillSignUpAsync();

        await ana.Page.ReloadAsync();
        await Expect(ana.Field("code.label")).ToBeVisibleAsync();
        await ana.Button("code.editEmail").ClickAsync();
        await Expect(ana.Field("field.email")).ToHaveValueAsync(ana.Email);
        await ana.Field("field.password").FillAsync("short");
        await ana.Button("signUp.submit").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = Words.Of("check.password", "8") })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_signs_out_is_out_and_finds_everything_after_signing_in()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("Keep this");
        await Expect(ana.Message("Keep this").Mark("sent")).ToBeVisibleAsync();

        await ana.Button("chats.profile").ClickAsync();
        await ana.Button("account.signOut").ClickAsync();
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = Words.Of("account.signOut"), Exact = true }).ClickAsync();
        await Expect(ana.Page.GetByText(Words.Of("welcome.signedOut"))).ToBeVisibleAsync();
        await ana.Link("welcome.signIn").ClickAsync();
        await ana.Field("field.email").FillAsync(ana.Email);
        await ana.Field("field.password").FillAsync("not my password");
        await ana.Button("signIn.submit").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ana.Field("field.password").FillAsync(Person.Password);
        await ana.Button("signIn.submit").ClickAsync();

        await ana.ChatInList(ben.Name).ClickAsync();
        await Expect(ana.Message("Keep this")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_name_and_photo_reach_the_others_and_looks_are_kept()
    {
        var (ana, ben) = (await SignUpAsync("Ana"), await SignUpAsync("Ben"));
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("It is me");
        await Expect(ben.ChatInList("Ana")).ToBeVisibleAsync();

        await ana.Button("chats.profile").ClickAsync();
        await ana.Field("field.name").FillAsync("Annabel");
        await ana.Button("common.save").ClickAsync();
        await Expect(ana.Page.GetByText(Words.Of("profile.saved"), new() { Exact = true })).ToBeVisibleAsync();
        await ana.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = await ana.Page.ScreenshotAsync() });
        await ana.Button("photo.set").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await ana.Page.GetByRole(AriaRole.Radio, new() { Name = Words.Of("theme.dark"), Exact = true }).ClickAsync();
        await ana.Page.GetByRole(AriaRole.Radio, new() { Name = "Русский", Exact = true }).ClickAsync();
        await Expect(ana.Page.Locator("html")).ToHaveAttributeAsync("lang", "ru");
        await ana.Page.ReloadAsync();

        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Профиль и настройки" })).ToBeVisibleAsync();
        await ben.Page.ReloadAsync();
        await Expect(ben.ChatInList("Annabel")).ToBeVisibleAsync();
        await Expect(ben.ChatInList("Annabel").GetByRole(AriaRole.Img).Or(ben.ChatInList("Annabel").Locator("img"))).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_deleted_account_is_gone_for_good()
    {
        var ana = await SignUpAsync("Ana");

        await ana.Button("chats.profile").ClickAsync();
        await ana.Button("account.delete").ClickAsync();
        var dialog = ana.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(Words.Of("deleteAccount.typeWord", Words.Of("deleteAccount.word"))).FillAsync(Words.Of("deleteAccount.word"));
        await dialog.GetByLabel(Words.Of("field.password"), new() { Exact = true }).FillAsync(Person.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = Words.Of("account.delete"), Exact = true }).ClickAsync();
        await Expect(ana.Link("welcome.signIn")).ToBeVisibleAsync();
        await ana.Link("welcome.signIn").ClickAsync();
        await ana.Field("field.email").FillAsync(ana.Email);
        await ana.Field("field.password").FillAsync(Person.Password);
        await ana.Button("signIn.submit").ClickAsync();

        await Expect(ana.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    /// <summary>Neither to be read nor to be heard.</summary>
    private static async Task MeetsNoEnglishAsync(Person person)
    {
        var met = await person.Page.EvaluateAsync<string>("""
            () => [document.body.innerText, ...[...document.querySelectorAll('[aria-label], [title], [placeholder]')]
              .flatMap(element => [element.ariaLabel, element.title, element.placeholder])].join('\n')
            """);
        Assert.DoesNotContain(Words.OnlyEnglish, text => met.Contains(text, StringComparison.Ordinal));
    }
}
