namespace BrainMessenger.Browser.Ground;

/// <summary>
/// What happens between people in their browsers on one server. At the end the browsers close; what no visitor may ever
/// meet fails the test, and a failed test leaves a picture of every screen and tells which requests were lost.
/// </summary>
public abstract class Story<TServer>(Chromium chromium, TServer server) : IAsyncDisposable
    where TServer : RealServer
{
    private readonly List<Person> _people = [];

    protected TServer Server => server;

    /// <summary>Somebody opens the page for the first time.</summary>
    internal async Task<Person> ArriveAsync(string name, Look? look = null)
    {
        var person = await Person.ArriveAsync(chromium, server, name, look ?? Look.Desktop);
        _people.Add(person);
        return person;
    }

    /// <summary>Somebody new who is signed in.</summary>
    internal async Task<Person> SignUpAsync(string name, Look? look = null)
    {
        var person = await Person.ArriveAsync(chromium, server, name, look ?? Look.Desktop, hasAccount: true);
        _people.Add(person);
        await Expect(person.Button("chats.new")).ToBeVisibleAsync();
        return person;
    }

    /// <summary>The same person on another device.</summary>
    internal async Task<Person> SignInAsync(Person person, Look look)
    {
        var device = await Person.ArriveAsync(chromium, server, person.Name, look, person.Email);
        _people.Add(device);
        await device.SignInAsync();
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var hasFailed = TestContext.Current.TestState?.Result is TestResult.Failed;
        foreach (var person in _people)
        {
            if (hasFailed)
            {
                await person.KeepPictureAsync($"failed-{person.Name}");
                foreach (var lost in person.Lost) TestContext.Current.TestOutputHelper?.WriteLine($"{person.Name}: {lost}");
            }

            await person.Context.DisposeAsync();
        }

        Assert.Empty(_people.SelectMany(person => person.Mishaps));
    }
}

/// <summary>A story that leaves its server as it was.</summary>
public abstract class Story(Chromium chromium, SharedServer server) : Story<SharedServer>(chromium, server);
