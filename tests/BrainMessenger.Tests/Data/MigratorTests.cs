using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Tests.Data;

public sealed class MigratorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_altered_schema_is_refused()
    {
        await using var server = await Server.StartAsync();
        await ExecuteAsync(server, "update schema_migrations set checksum = 'other' where number = 1");

        var refused = await Assert.ThrowsAsync<StartupException>(server.RestartAsync);

        Assert.Equal(ExitCode.Database, refused.ExitCode);
        Assert.Contains("another version of migration 0001_accounts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_unless_it_says_that_this_server_can_run_on_it()
    {
        await using var server = await Server.StartAsync();
        await ExecuteAsync(server, "insert into schema_migrations (number, name, checksum, oldest_server, applied_at) values (9998, 'gentle', 'x', '0.1.0', 0)");
        await server.RestartAsync();
        await ExecuteAsync(server, "insert into schema_migrations (number, name, checksum, oldest_server, applied_at) values (9999, 'future', 'x', '99.0.0', 0)");

        var refused = await Assert.ThrowsAsync<StartupException>(server.RestartAsync);

        Assert.Equal(ExitCode.Database, refused.ExitCode);
        Assert.Contains("9999_future, which needs server 99.0.0 or later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrators_at_once_apply_each_step_once()
    {
        await using var fresh = await TestDatabase.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("brainmessenger-migrate-").FullName;
        var environment = new Dictionary<string, string> { ["PORT"] = "0", ["DATA_DIR"] = folder };
        if (fresh.Url is { } url) environment["NEON_DATABASE_URL"] = url;
        var settings = Settings.From(ConfigurationSource.Read(environment, null));
        var databases = Enumerable.Range(0, 4).Select(_ => new Database(settings, DataDirectory.Beside(folder))).ToList();

        var applied = await Task.WhenAll(databases.Select(d => Task.Run(() => new Migrator(d, TimeProvider.System).RunAsync(Ct))));

        Assert.Equal(Migration.All(databases[0].Engine).Count, applied.Sum());
        Assert.Equal(0, await new Migrator(databases[0], TimeProvider.System).RunAsync(Ct));
        foreach (var database in databases) await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_entity_can_be_read_from_the_migrated_schema()
    {
        await using var server = await Server.StartAsync();
        await using var db = await server.NewDbAsync();
        var read = typeof(MigratorTests).GetMethod(nameof(CountAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.FindPrimaryKey() is not null))
            Assert.True(await (Task<int>)read.MakeGenericMethod(entity.ClrType).Invoke(null, [db])! >= 0, entity.Name);
    }

    /// <summary>Reads whole rows, so that every column is asked for.</summary>
    private static async Task<int> CountAsync<T>(AppDb db)
        where T : class => (await db.Set<T>().AsNoTracking().Take(1).ToListAsync(Ct)).Count;

    private static async Task ExecuteAsync(Server server, string sql)
    {
        await using var db = await server.NewDbAsync();
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }
}
