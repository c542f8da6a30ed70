namespace BrainMessenger.Server.Features.Files;

internal static class FilesFeature
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddSingleton<FileCatalog>();
    }
}
