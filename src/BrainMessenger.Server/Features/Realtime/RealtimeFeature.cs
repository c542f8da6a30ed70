using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages.Log;

namespace BrainMessenger.Server.Features.Realtime;

internal static class RealtimeFeature
{
    public static void AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<MembershipLoader>();
        services.AddSingleton<Hub>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<ILogListener>(provider => provider.GetRequiredService<Delivery>());
        services.AddSingleton<IChatAnnouncer>(provider => provider.GetRequiredService<Delivery>());
        services.AddSingleton<PresenceBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceBoard>());
        services.AddHostedService<SocketWatch>();
        services.AddHostedService<OutageNotices>();
        services.AddSingleton<SocketSends>();
        services.AddSingleton<SocketSignals>();
        services.AddSingleton<SocketCommands>();
        services.AddSingleton<SocketEndpoint>();
    }

    /// <summary>
    /// Past everything that a socket does not need, and without a scope of services: what a request holds it holds for
    /// as long as the socket lives (2 of 17 KiB at 10,000 idle ones).
    /// </summary>
    public static void MapRealtime(this WebApplication app)
    {
        SocketEndpoint? endpoint = null;
        app.MapGet("/ws", context => (endpoint ??= app.Services.GetRequiredService<SocketEndpoint>()).HandleAsync(context)).ExcludeFromDescription().ShortCircuit();
    }
}
