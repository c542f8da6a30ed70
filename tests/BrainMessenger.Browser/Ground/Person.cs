using System.Collections.Concurrent;
using System.Text.Json;
using BrainMessenger.Client;

namespace BrainMessenger.Browser.Ground;

/// <summary>Somebody in front of a browser of their own; made by a <see cref="Story"/>.</summary>
internal sealed class Person
{
    public const string Password = "a long walk by the sea";

    private readonly RealServer _server;
    private readonly ConcurrentQueue<string> _mishaps = [];
    private readonly ConcurrentQueue<string> _lost = [];

    private Person(RealServer server, string name, string email, Look look, IBrowserContext context, IPage page)
    {
        _server = server;
        Look = look;
        Name = name;
        Email = email;
        Context = context;
        Page = page;
        Listen(page);
    }

    public string Name { get; }

    public string Email { get; }

    public Look Look { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; }

    /// <summary>Scripts that failed, and what the content security policy stopped.</summary>
    public IReadOnlyCollection<string> Mishaps => _mishaps;

    /// <summary>Requests that got no answer, or one of a failing server; which ones a story may expect only it knows.</summary>
    public IReadOnlyCollection<string> Lost => _lost;

    /// <param name="email">Of an account that there is; a new one when null.</param>
    /// <param name="hasAccount">This browser has signed up before: most stories begin after the forms.</param>
    public static async Task<Person> ArriveAsync(Chromium chromium, RealServer server, string name, Look look, string? email = null, bool hasAccount = false)
    {
        // An earlier story may have been its end.
        if (server.End is { } end) throw new InvalidOperationException(end);
        var context = await chromium.Browser.NewContextAsync(look.Options(server.Address));
        context.SetDefaultTimeout(20_000);
        var person = new Person(server, name, email ?? $"{name.ToLowerInvariant()}-{Guid.CreateVersion7():N}@example.org", look, context, await context.NewPageAsync());
        if (hasAccount) await person.MakeAccountAsync();
        await person.Page.GotoAsync("/");
        return person;
    }

    /// <summary>What the forms of the sign-up send; the answer's cookie is the browser's own.</summary>
    private async Task MakeAccountAsync()
    {
        var registration = await PostAsync("register", new { email = Email, password = Password, name = Name });
        await PostAsync("verify-email", new { registrationId = registration.GetProperty("registrationId").GetString(), code = await Mailbox.CodeForAsync(_server, Email) });
    }

    private async Task<JsonElement> PostAsync(string step, object body)
    {
        var headers = new Dictionary<string, string> { ["X-Client"] = "web", ["Origin"] = _server.Address.GetLeftPart(UriPartial.Authority) };
        var answer = await Context.APIRequest.PostAsync($"/api/v1/auth/{step}", new() { DataObject = body, Headers = headers });
        Assert.True(answer.Ok, $"{step}: {answer.Status} {await answer.TextAsync()}");
        return (await answer.JsonAsync())!.Value;
    }

    public async Task SignUpAsync()
    {
        await Link("welcome.signUp").ClickAsync();
        await FillSignUpAsync();
        await EnterCodeAsync();
    }

    public async Task SignInAsync()
    {
        await Link("welcome.signIn").ClickAsync();
        await Field("field.email").FillAsync(Email);
        await Field("field.password").FillAsync(Password);
        await Button("signIn.submit").ClickAsync();
        await Expect(Button("chats.new")).ToBeVisibleAsync();
    }

    public async Task FillSignUpAsync()
    {
        await Field("field.name").FillAsync(Name);
        await Field("field.email").FillAsync(Email);
        await Field("field.password").FillAsync(Password);
        await Button("signUp.submit").ClickAsync();
        await Expect(Field("code.label")).ToBeVisibleAsync();
    }

    public async Task EnterCodeAsync()
    {
        await Field("code.label").FillAsync(await Mailbox.CodeForAsync(_server, Email));
        await Expect(Page).ToHaveURLAsync(new Uri(_server.Address, "/").ToString());
    }

    /// <summary>The same account without a browser, for what would take a person too long.</summary>
    public async Task<BrainMessengerClient> ClientAsync()
    {
        var client = new BrainMessengerClient(_server.Address);
        await client.Accounts.SignInAsync(Email, Password, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Another tab of the same browser takes the place of the present one.</summary>
    public async Task OpenTabAsync()
    {
        Page = await Context.NewPageAsync();
        Listen(Page);
        await Page.GotoAsync("/");
    }

    public ILocator Button(string id) => Page.GetByRole(AriaRole.Button, new() { Name = Words.Of(id), Exact = true });

    public ILocator Link(string id) => Page.GetByRole(AriaRole.Link, new() { Name = Words.Of(id), Exact = true });

    public ILocator Field(string id) => Page.GetByLabel(Words.Of(id), new() { Exact = true });

    public ILocator Heading(string id) => Page.GetByRole(AriaRole.Heading, new() { Name = Words.Of(id), Exact = true });

    /// <summary>No accessibility rule is broken on what is to be seen now, which is kept as a picture.</summary>
    public async Task CheckScreenAsync(string screen)
    {
        await KeepPictureAsync(screen);
        await Axe.CheckAsync(Page, $"{screen} ({Look.Name})");
    }

    /// <summary>The same for an open dialog, which Esc closes.</summary>
    public async Task CheckDialogAsync(string dialog)
    {
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckScreenAsync(dialog);
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    public async Task KeepPictureAsync(string screen)
    {
        Directory.CreateDirectory(Repository.Screenshots);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, $"{screen}-{Look.Name}.png") });
    }

    private void Listen(IPage page)
    {
        page.RequestFailed += (_, request) => _lost.Enqueue($"{DateTime.UtcNow:HH:mm:ss.f} {request.Method} {request.Url}: {request.Failure}");
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500) _lost.Enqueue($"{DateTime.UtcNow:HH:mm:ss.f} {answer.Request.Method} {answer.Url}: {answer.Status}");
        };
        page.PageError += (_, error) => _mishaps.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("Trusted", StringComparison.Ordinal)) _mishaps.Enqueue(message.Text);
        };
    }
}
