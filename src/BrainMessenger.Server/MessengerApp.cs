using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Mail;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Features.Realtime;
using BrainMessenger.Server.Features.Search;
using BrainMessenger.Server.Platform.Configuration;
using BrainMessenger.Server.Platform.Http;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server;

/// <summary>The table of contents: what is added, in which order a request passes, what is mapped.</summary>
internal static class MessengerApp
{
    public static WebApplication Build(Settings settings, DataDirectory data, Action<IServiceCollection>? configure)
    {
        // Nothing is configured by files that could change; watching for them would follow every write below DATA_DIR.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.AddHttp(settings);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton<NodeKey>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddData(new Database(settings, data));
        builder.Services.AddMail();
        builder.Services.AddAccounts();
        builder.Services.AddChats();
        builder.Services.AddMessages();
        builder.Services.AddSearch();
        builder.Services.AddFiles(settings);
        builder.Services.AddRealtime();
        configure?.Invoke(builder.Services);

        var app = builder.Build();

        app.UseHttpBasics(settings);
        app.UseMiddleware<WebClient>(WebClient.DefaultFolder);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseIdempotency();
        app.UseMiddleware<ReadAgain>();

        app.MapHealth();
        app.MapOpenApi("/openapi/v1.json");
        app.MapAccounts();
        app.MapChats();
        app.MapMessages();
        app.MapSearch();
        app.MapRealtime();
        app.MapFiles();
        return app;
    }
}
