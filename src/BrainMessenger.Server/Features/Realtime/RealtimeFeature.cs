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

    public static void MapRealtime(this WebApplication app) =>
        app.MapGet("/ws", (HttpContext context, SocketEndpoint endpoint) => endpoint.HandleAsync(context)).ExcludeFromDescription();
}
