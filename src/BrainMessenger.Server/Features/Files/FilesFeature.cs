using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Features.Files.Store.S3;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Files;

internal static class FilesFeature
{
    public static void AddFiles(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(new FileLimits());
        services.AddSingleton<FileCatalog>();
        services.AddSingleton<FileRights>();
        services.AddSingleton<FileDeletion>();
        services.AddSingleton<FileSweep>();
        services.AddSingleton<FileAudit>();
        services.AddSingleton<StoreOutages>();
        services.AddSingleton<StoredBytes>();
        services.AddSingleton<MalwareScanner>();
        services.AddSingleton<FileInspector>();
        services.AddSingleton<FileMove>();
        services.AddRunning<FileCleaner>();
        services.AddRunning<FileMeter>();
        services.AddScoped<FileService>();
        services.AddScoped<FileReservations>();
        services.AddScoped<FileAllowances>();
        services.AddScoped<FileCompletion>();
        services.AddScoped<FileLinks>();
        services.AddScoped<FileStorage>();
        services.AddScoped<ChatMedia>();
        services.AddDiskStore();
        if (settings.ObjectStore is { } store) services.AddBucket(store);
        services.AddSingleton(provider => new FileStores(Reachable(provider)));
        services.AddSingleton(provider => provider.GetRequiredService<FileStores>().Named(provider.GetRequiredService<FileStores>().Default));
    }

    /// <summary>What would give files to everybody stops the start.</summary>
    public static Task CheckFilesAsync(this IServiceProvider services, CancellationToken ct) =>
        services.GetService<S3DomainCheck>()?.RunAsync(ct) ?? Task.CompletedTask;

    private static Dictionary<string, IFileStore> Reachable(IServiceProvider provider)
    {
        var stores = new Dictionary<string, IFileStore> { [FileStores.Disk] = provider.GetRequiredService<DiskFileStore>() };
        if (provider.GetService<S3FileStore>() is { } bucket) stores[FileStores.Bucket] = bucket;
        return stores;
    }

    private static void AddBucket(this IServiceCollection services, ObjectStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton(new S3Retries());
        services.AddSingleton<S3Bucket>();
        services.AddSingleton<S3Links>();
        services.AddSingleton<S3DomainCheck>();
        services.AddSingleton<S3FileStore>();
    }

    private static void AddDiskStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => new DiskLayout(provider.GetRequiredService<DataDirectory>().Files));
        services.AddSingleton<DiskLinks>();
        services.AddSingleton<DiskParts>();
        services.AddSingleton<DiskReading>();
        services.AddSingleton<DiskFileStore>();
    }

    private static void AddRunning<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
