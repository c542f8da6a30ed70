using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files;

internal static class FilesFeature
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddSingleton(new FileLimits());
        services.AddSingleton<FileCatalog>();
        services.AddSingleton<FileRights>();
        services.AddSingleton<FileDeletion>();
        services.AddSingleton<FileSweep>();
        services.AddRunning<FileCleaner>();
        services.AddRunning<FileMeter>();
        services.AddScoped<FileService>();
        services.AddScoped<FileReservations>();
        services.AddScoped<FileCompletion>();
        services.AddScoped<FileLinks>();
        services.AddScoped<FileStorage>();
        services.AddScoped<ChatMedia>();
        services.AddDiskStore();
    }

    private static void AddDiskStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => new DiskLayout(provider.GetRequiredService<DataDirectory>().Files));
        services.AddSingleton<DiskLinks>();
        services.AddSingleton<DiskParts>();
        services.AddSingleton<DiskReading>();
        services.AddSingleton<DiskFileStore>();
        services.AddSingleton<IFileStore>(provider => provider.GetRequiredService<DiskFileStore>());
    }

    private static void AddRunning<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
