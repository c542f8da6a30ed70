using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Mail;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using BrainMessenger.Server.Platform.Http;

namespace BrainMessenger.Server;

/// <summary>The table of contents: what is added, in which order a request passes, what is mapped.</summary>
internal static class MessengerApp
{
    public static WebApplication Build(Settings settings, DataDirectory data, Action<IServiceCollection>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddHttp(settings);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton<NodeKey>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddData(new Database(settings, data));
        builder.Services.AddMail();
        builder.Services.AddAccounts();
        builder.Services.AddFiles();
        configure?.Invoke(builder.Services);

        var app = builder.Build();

        app.UseHttpBasics(settings);
        app.UseMiddleware<WebClient>(WebClient.DefaultFolder);
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapHealth();
        app.MapOpenApi("/openapi/v1.json");
        app.MapAccounts();
        return app;
    }
}
