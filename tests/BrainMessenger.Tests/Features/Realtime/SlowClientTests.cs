using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Realtime;

public sealed class SlowClientTests(Server server) : IClassFixture<Server>
{
    [Fact, Trait("Engine", "Sqlite")]
    public async Task A_client_that_does_not_read_is_closed_and_finds_everything_in_the_log()
    {
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        var (stalled, _) = await TestSocket.HelloAsync(server, ben);
        await using var stuck = stalled;
        await using var sender = new ChatSocket(ana.Client);
        await sender.StartAsync();

        // More than the transport's buffers and the server's bound together; the sender's own acks never wait for it.
        const int Count = 6000;
        foreach (var slice in Enumerable.Range(0, Count).Chunk(200))
            await Task.WhenAll(slice.Select(i => sender.SendAsync(chat.Id, new string('x', 4000) + i)));

        Assert.NotEqual(Count, await stuck.CountUntilClosedAsync());
        Assert.Equal(Count, (await ben.Client.Chats.GetAsync(chat.Id)).LastSeq);
    }
}
