using System.Net.Sockets;

namespace BrainMessenger.Tests.Shared;

/// <summary>One connection through a <see cref="FaultProxy"/>.</summary>
internal sealed class ProxyLink(Socket client, Socket server) : IDisposable
{
    public Socket Client => client;

    public Socket Server => server;

    public bool LosesNext { get; set; }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }
}
