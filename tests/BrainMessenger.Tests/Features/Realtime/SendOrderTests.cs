namespace BrainMessenger.Tests.Features.Realtime;

public sealed class SendOrderTests
{
    [Fact]
    public async Task Sends_that_wait_for_no_answer_are_stored_in_the_order_in_which_they_came()
    {
        const int sends = 80; // a person's burst is 100
        await using var pair = await Pair.MeetAsync(await Server.StartAsync());
        var sent = Enumerable.Range(1, sends).Select(n => $"{n}").ToList();

        foreach (var text in sent) await pair.AtAna.SendAsync(pair.Send(text));

        List<string> seen = [];
        while (seen.Count < sends) seen.Add((await pair.AtBen.NextAsync("message")).GetProperty("text").GetString()!);
        Assert.Equal(sent, seen);
        Assert.Equal(sent, (await pair.Ben.Client.Messages.ListAsync(pair.ChatId, limit: 100)).Items.Select(message => message.Text));
    }
}
