using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages.Log;

namespace BrainMessenger.Server.Features.Search;

internal static class SearchFeature
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddSingleton<SqliteSearchFile>();
        services.AddSingleton<ISearchIndex>(provider => provider.GetRequiredService<Database>() is { Engine: Engine.Postgres } database
            ? new PostgresSearchIndex(database)
            : new SqliteSearchIndex(provider.GetRequiredService<SqliteSearchFile>()));
        services.AddSingleton<SearchIndexer>();
        services.AddSingleton<ILogListener>(provider => provider.GetRequiredService<SearchIndexer>());
        services.AddHostedService(provider => provider.GetRequiredService<SearchIndexer>());
        services.AddSingleton(new SearchLimits());
        services.AddSingleton<SearchBudget>();
        services.AddSingleton<SearchTerms>();
        services.AddScoped<SearchScopes>();
        services.AddScoped<SearchScan>();
        services.AddScoped<SearchService>();
    }
}
