using BrainMessenger.Client;

namespace BrainMessenger.Browser.Ground;

/// <summary>What a page shows of chats and messages, without what differs from device to device.</summary>
internal static class Screen
{
    private const string ReadRows = """
        online => [...document.querySelectorAll('li > a[href^="/c/"]')].map(row => {
          const copy = row.cloneNode(true);
          for (const part of copy.querySelectorAll('time')) part.remove();
          for (const part of copy.querySelectorAll('.visually-hidden')) if (part.textContent === online) part.remove();
          return copy.textContent;
        })
        """;

    private const string ReadMessages = """
        () => [...document.querySelectorAll('article')].map(message => {
          const copy = message.cloneNode(true);
          for (const part of copy.querySelectorAll('time, [aria-haspopup=menu]')) part.remove();
          return `${message.dataset.seq} ${copy.textContent} ${message.dataset.state}`;
        })
        """;

    private const string ReadFrame = """
        () => [...document.querySelectorAll('main a:has([role=heading]), aside h2, aside h3, aside p, aside li, aside [role=switch]')].map(part => `${part.textContent} ${part.ariaChecked ?? ''}`)
        """;

    /// <summary>Between two devices of the same person, also where a phone hides the list.</summary>
    public static async Task<IEnumerable<string>> DifferencesAsync(Person one, Person other) =>
        [.. Differences("list", await one.RowsAsync(), await other.RowsAsync()), .. Differences("messages", await one.MessagesAsync(), await other.MessagesAsync())];

    /// <summary>The same, with the open chat's head and the panel beside it.</summary>
    public static async Task<IEnumerable<string>> AllDifferencesAsync(Person one, Person other) =>
        [.. await DifferencesAsync(one, other), .. Differences("head and panel", await one.FrameAsync(), await other.FrameAsync())];

    /// <summary>Between a page on which the only personal chat is open, and the server.</summary>
    public static async Task<IEnumerable<string>> DifferencesAsync(Person person, BrainMessengerClient server)
    {
        var ct = TestContext.Current.CancellationToken;
        var chats = (await server.Chats.ListAsync(ct: ct)).Items;
        var messages = (await server.Messages.ListAsync(chats.Single(chat => chat.Type == ChatTypes.Personal).Id, ct: ct)).Items;
        var (rows, shown) = (await person.RowsAsync(), await person.MessagesAsync());
        return [.. Differences("server's list", [.. chats.Select(Row)], [.. rows], Fits), .. Differences("server's messages", [.. messages.Select(Line)], shown, (line, text) => text.StartsWith(line, StringComparison.Ordinal))];
    }

    /// <summary>From now on a reload is noticed.</summary>
    public static Task MarkPageAsync(this Person person) => person.Page.EvaluateAsync("() => { window.wasNotReloaded = true; }");

    public static async Task<bool> WasReloadedAsync(this Person person) => !await person.Page.EvaluateAsync<bool>("() => window.wasNotReloaded === true");

    private static Task<string[]> RowsAsync(this Person person) => person.Page.EvaluateAsync<string[]>(ReadRows, Words.Of("presence.online"));

    private static Task<string[]> FrameAsync(this Person person) => person.Page.EvaluateAsync<string[]>(ReadFrame);

    private static Task<string[]> MessagesAsync(this Person person) => person.Page.EvaluateAsync<string[]>(ReadMessages);

    private static string Row(Chat chat) => $"{chat.Name}|{(chat.Unread > 0 ? $"{chat.Unread} {Words.Of("chat.unread")}" : "")}|{(chat.Pinned && chat.Unread == 0 ? Words.Of("chat.pinned") : "")}";

    /// <summary>Name, unread and pinned of the server's row stand in the one that is shown, and no other count.</summary>
    private static bool Fits(string row, string shown) =>
        row.Split('|').All(part => shown.Contains(part, StringComparison.Ordinal))
        && row.Contains(Words.Of("chat.unread"), StringComparison.Ordinal) == shown.Contains(Words.Of("chat.unread"), StringComparison.Ordinal);

    private static string Line(Message message) => $"{message.Seq} {(message.DeletedAt is null ? message.Text : Words.Of("message.deleted"))}";

    private static IEnumerable<string> Differences(string what, string[] one, string[] other, Func<string, string, bool>? same = null)
    {
        same ??= (a, b) => a == b;
        return one.Length == other.Length && one.Zip(other).All(pair => same(pair.First, pair.Second))
            ? []
            : [$"{what}:", .. one.Select(line => $"  {line}"), "  but is shown:", .. other.Select(line => $"  {line}")];
    }
}
