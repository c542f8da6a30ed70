using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Realtime;

/// <summary>Two people in a chat of their own on a server of their own, each at a socket. Takes the server with it.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(Server server, Person ana, Person ben, Chat chat, TestSocket atAna, TestSocket atBen) =>
        (Server, Ana, Ben, ChatId, AtAna, AtBen) = (server, ana, ben, chat.Id, atAna, atBen);

    public Server Server { get; }

    public Person Ana { get; }

    public Person Ben { get; }

    public Guid ChatId { get; }

    public TestSocket AtAna { get; }

    public TestSocket AtBen { get; }

    public static async Task<Pair> MeetAsync(Server server)
    {
        var (ana, ben) = (await server.SignUpAsync("Ana"), await server.SignUpAsync("Ben"));
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        return new(server, ana, ben, chat, (await TestSocket.HelloAsync(server, ana)).Socket, (await TestSocket.HelloAsync(server, ben)).Socket);
    }

    /// <summary>A send of Ana's as her client would put it; to be repeated as it is.</summary>
    public object Send(string text) => new { type = "send", cid = Guid.CreateVersion7(), chatId = ChatId, text };

    public async ValueTask DisposeAsync()
    {
        await AtAna.DisposeAsync();
        await AtBen.DisposeAsync();
        Ana.Dispose();
        Ben.Dispose();
        await Server.DisposeAsync();
    }
}
