using System.Globalization;
using BrainMessenger.Browser.Ground;
using BrainMessenger.Client;

namespace BrainMessenger.Browser;

/// <summary>A long conversation, read back to its first word.</summary>
public sealed class HistoryTests(Chromium chromium, SharedServer server) : Story(chromium, server)
{
    /// <summary>10,000 unless HISTORY_MESSAGES says otherwise.</summary>
    private static readonly int _messages = int.Parse(Environment.GetEnvironmentVariable("HISTORY_MESSAGES") ?? "10000", CultureInfo.InvariantCulture);

    // Scrolls up by most of a screen and compares where the message that was on top is now with where it must be, after the
    // step and again a few frames later, when older messages may have come in above.
    private const string ScrollToTop = """
        async first => {
          const scroller = document.querySelector('[role=region][aria-label="Messages"]');
          const frames = async n => { for (; n > 0; n--) await new Promise(requestAnimationFrame); };
          const articles = () => [...scroller.querySelectorAll('article')];
          // By its number: an article may be drawn anew at the same place.
          const again = article => scroller.querySelector(`article[data-seq="${article.dataset.seq}"]`);
          const topOf = element => element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
          const report = { worst: 0, steps: 0, empty: 0, reachedTop: false, lost: '' };
          const note = error => { report.worst = Math.max(report.worst, Math.abs(error)); };
          // The first rows are measured before anybody reads them.
          for (let still = 0, place = ''; still < 20; await frames(1)) {
            const now = `${scroller.scrollTop} of ${scroller.scrollHeight}`;
            still = now === place ? still + 1 : 0;
            place = now;
          }
          const deadline = performance.now() + 240_000;
          while (performance.now() < deadline) {
            const anchor = articles().find(article => topOf(article) >= 0);
            if (!anchor) { report.empty++; await frames(2); continue; }
            if (anchor.textContent.includes(first) && scroller.scrollTop < 1) { report.reachedTop = true; break; }
            const before = topOf(anchor), offset = scroller.scrollTop;
            const step = Math.min(450, offset);
            scroller.scrollTop = offset - step;
            await frames(2);
            const moved = again(anchor);
            if (!moved) { report.lost = `${anchor.dataset.seq} at ${before} of ${offset}: now ${articles().map(a => a.dataset.seq).join()} at ${scroller.scrollTop}`; break; }
            note(topOf(moved) - before - step);
            const settled = topOf(moved);
            await frames(2);
            const still = again(anchor);
            if (still) note(topOf(still) - settled);
            report.steps++;
          }
          return report;
        }
        """;

    [Fact]
    public async Task A_long_history_scrolls_to_the_first_message_without_a_jump()
    {
        var ana = await SignUpAsync("Ana");
        var ben = await SignUpAsync("Ben");
        await ana.OpenChatWithAsync(ben);
        await ana.SayAsync("The first word");
        await Expect(ana.Message("The first word").Mark("sent")).ToBeVisibleAsync();
        await WriteAsync(ana);
        await ana.Page.ReloadAsync();
        await Expect(ana.Message("The last word")).ToBeVisibleAsync();

        var report = await ana.Page.EvaluateAsync<Report>(ScrollToTop, "The first word");

        Assert.True(report.ReachedTop, $"the first message was not reached: {report}");
        Assert.True(report.Steps > _messages / 20, $"{_messages} messages were passed in only {report.Steps} steps");
        Assert.True(report.Worst <= 2, $"a message jumped by {report.Worst} px");
        Assert.Equal(0, report.Empty);
    }

    private static async Task WriteAsync(Person person)
    {
        using var client = await person.ClientAsync();
        var chat = Assert.Single((await client.Chats.ListAsync(ct: TestContext.Current.CancellationToken)).Items);
        await using var socket = new ChatSocket(client);
        await socket.StartAsync(TestContext.Current.CancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForAsync(0, _messages - 2, options, async (n, ct) => await socket.SendAsync(chat.Id, Text(n), ct: ct));
        await client.Messages.SendAsync(chat.Id, "The last word", ct: TestContext.Current.CancellationToken);
    }

    /// <summary>One to three lines, so that no two screens are alike.</summary>
    private static string Text(int n) => string.Join('\n', Enumerable.Range(0, n % 10 == 0 ? 3 : 1).Select(line => $"Message {n}, line {line}: the tide came in."));

    private sealed record Report
    {
        public double Worst { get; init; }

        public int Steps { get; init; }

        public int Empty { get; init; }

        public bool ReachedTop { get; init; }

        /// <summary>The message that was on the screen and then was not.</summary>
        public string Lost { get; init; } = "";
    }
}
