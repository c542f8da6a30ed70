using BrainMessenger.Client;
using BrainMessenger.Server.Features.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Data;

/// <summary>By which way PostgreSQL finds rows where its statistics leave it a choice.</summary>
[Trait("Engine", "Postgres")]
public sealed class PlanTests
{
    private const int Sends = 20;
    private const int Chats = 500;

    /// <summary>Of the connections made from now on: every statement is compiled, and its plan told in the database's log.</summary>
    private const string CompileAllAndTell =
        """
        do $$
        declare setting text;
        begin
            foreach setting in array array['jit_above_cost = 0', 'session_preload_libraries = auto_explain', 'auto_explain.log_min_duration = 0', 'auto_explain.log_analyze = on'] loop
                execute format('alter database %I set %s', current_database(), setting);
            end loop;
        end $$
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Where most people are in one chat, the index by person looks as good as that by chat and person.</summary>
    [Fact]
    public async Task A_send_does_not_go_through_all_chats_of_its_sender()
    {
        await using var server = await Server.StartAsync();
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await using var db = await server.NewDbAsync();
        await db.Database.ExecuteSqlAsync(
            $"insert into members select gen_random_uuid(), gen_random_uuid(), 0, 1, null, 'member', 0, 0, false, false, null, 0 from generate_series(1, 5000)", Ct);
        await db.Database.ExecuteSqlRawAsync("analyze", Ct);
        await db.Database.ExecuteSqlAsync(
            $"insert into members select gen_random_uuid(), {ana.Id}, 0, 1, null, 'member', 0, 0, false, false, null, 0 from generate_series(1, {Chats})", Ct);

        var before = await ReadAsync();
        for (var n = 0; n < Sends; n++) await ana.Client.Messages.SendAsync(chat.Id, $"{n}", ct: Ct);
        // A backend tells what it did a moment later, and all of it at once.
        await Eventually.TrueAsync(async () => await db.Database.SqlQuery<long>($"select n_tup_ins as \"Value\" from pg_stat_user_tables where relname = 'messages'").SingleAsync(Ct) == Sends);

        Assert.InRange(await ReadAsync() - before, 0, Sends * Chats / 2);

        Task<long> ReadAsync() => db.Database.SqlQuery<long>($"select idx_tup_read as \"Value\" from pg_stat_user_indexes where indexrelname = 'members_user'").SingleAsync(Ct);
    }

    /// <summary>Among messages without one, a link is found by the index that holds nothing else.</summary>
    [Fact]
    public async Task A_list_of_links_does_not_read_the_chat()
    {
        await using var server = await Server.StartAsync();
        using var ana = await server.SignUpAsync("Ana");
        var chat = await ana.Client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Walks" }, ct: Ct);
        await ana.Client.Messages.SendAsync(chat.Id, "https://example.org", ct: Ct);
        await using var db = await server.NewDbAsync();
        await db.Database.ExecuteSqlAsync(
            $"insert into messages select {chat.Id}, n, n, {ana.Id}, gen_random_uuid(), 'no address', null, 0 from generate_series(1000, 51000) n", Ct);
        await db.Database.ExecuteSqlRawAsync("analyze", Ct);

        Assert.Single((await ana.Client.Files.LinksAsync(chat.Id, ct: Ct)).Items);

        await Eventually.TrueAsync(async () => await db.Database.SqlQuery<long>($"select idx_scan as \"Value\" from pg_stat_user_indexes where indexrelname = 'messages_links'").SingleAsync(Ct) == 1);
    }

    /// <summary>Compiling takes ten times as long as a search; with a million messages the planner thinks that it pays.</summary>
    [Fact]
    public async Task A_search_is_not_compiled_however_costly_it_looks()
    {
        await using var server = await Server.StartAsync(services => services.AddSingleton(new SearchLimits(-1)));
        using var ana = await server.SignUpAsync("Ana");
        await using (var before = await server.NewDbAsync())
        {
            if (!await before.Database.SqlQuery<bool>($"select pg_jit_available() as \"Value\"").SingleAsync(Ct)) Assert.Skip("This PostgreSQL cannot compile.");
            await before.Database.ExecuteSqlRawAsync(CompileAllAndTell, Ct);
        }

        await server.RestartAsync();

        using var client = server.NewClient(ana.Token);
        var chat = await client.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Walks" }, ct: Ct);
        await client.Messages.SendAsync(chat.Id, "Along the quiet canal", ct: Ct);
        Assert.Single((await client.Messages.SearchAsync("quiet", ct: Ct)).Items);

        await using var db = await server.NewDbAsync();
        // The log in the database's own words: only this database tells its plans.
        var log = await db.Database.SqlQuery<string>($"select pg_read_file(current_setting('data_directory') || '/../run/postgres.log') as \"Value\"").SingleAsync(Ct);
        var plans = log.Split("Query Text:")[1..];
        Assert.Contains(plans, plan => plan.Contains("JIT:", StringComparison.Ordinal));
        var searches = plans.Where(plan => plan.Contains("i.grams @>", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(searches);
        Assert.All(searches, plan => Assert.DoesNotContain("JIT:", plan, StringComparison.Ordinal));
    }
}
