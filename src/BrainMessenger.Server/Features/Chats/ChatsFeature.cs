using BrainMessenger.Server.Features.Files;

namespace BrainMessenger.Server.Features.Chats;

internal static class ChatsFeature
{
    public static void AddChats(this IServiceCollection services)
    {
        services.AddScoped<ChatAccess>();
        services.AddScoped<ChatViews>();
        services.AddScoped<ChatService>();
        services.AddScoped<ChatCreation>();
        services.AddScoped<MemberService>();
        services.AddSingleton<ChatUpkeep>();
        services.AddSingleton<IFileHolder, ChatPhotos>();
        services.AddSingleton<ReadMarks>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadMarks>());
        services.AddSingleton<DeletedChats>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletedChats>());
    }
}
