using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Data;

internal static class DataFeature
{
    public static void AddData(this IServiceCollection services, Database database)
    {
        services.AddSingleton(database);
        services.AddSingleton<Migrator>();
        services.AddSingleton<DatabaseHealth>();
        services.AddSingleton<DatabaseReads>();
        if (database.Engine is Engine.Postgres)
        {
            services.AddEngine<PostgresDb>((provider, options) => options.UseNpgsql(database.Postgres!).AddInterceptors(new FreshConnections(database, provider.GetRequiredService<TimeProvider>())));
            return;
        }

        var gate = database.WriteGate!;
        services.AddEngine<SqliteDb>((_, options) => options.UseSqlite(database.ConnectionString).AddInterceptors(
            new SqliteConnectionSetup(gate), new SqliteTransactionTurns(gate), new SqliteStatementTurns(gate)));
        services.AddHostedService<SqliteCheckpoints>();
    }

    private static void AddEngine<TDb>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
        where TDb : AppDb
    {
        services.AddPooledDbContextFactory<TDb>(configure);
        services.AddSingleton<IDbContextFactory<AppDb>, AppDbFactory<TDb>>();
        services.AddScoped<AppDb>(provider => provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext());
    }

    private sealed class AppDbFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<AppDb>
        where TDb : AppDb
    {
        public AppDb CreateDbContext() => inner.CreateDbContext();

        public async Task<AppDb> CreateDbContextAsync(CancellationToken cancellationToken = default) => await inner.CreateDbContextAsync(cancellationToken);
    }
}
