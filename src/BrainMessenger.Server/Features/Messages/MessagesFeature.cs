using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Messages.Log;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages;

internal static class MessagesFeature
{
    public static void AddMessages(this IServiceCollection services)
    {
        services.AddSingleton<Epoch>();
        services.AddSingleton<ILogStore>(provider => provider.GetRequiredService<Database>() is { Engine: Engine.Sqlite } database
            ? new SqliteLogStore(database)
            : new PostgresLogStore(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ChangeWriter>();
        services.AddSingleton<LogWriter>();
        services.AddSingleton<MessageLog>();
        services.AddHostedService<MessagesStart>();
        services.AddHostedService(provider => provider.GetRequiredService<MessageLog>());
        services.AddSingleton<SendBudget>();
        services.AddSingleton<SendDesk>();
        services.AddSingleton<MessageAccess>();
        services.AddSingleton<IFileHolder, MessageFiles>();
        services.AddScoped<MessageService>();
        services.AddScoped<LogService>();
    }

    /// <summary>What must be known before the first request.</summary>
    private sealed class MessagesStart(IDbContextFactory<AppDb> databases, Epoch epoch) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            epoch.Id = await db.Epochs.Select(e => e.Id).SingleAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
