using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Tests.Data;

/// <summary>By which way PostgreSQL finds rows where its statistics leave it a choice.</summary>
[Trait("Engine", "Postgres")]
public sealed class PlanTests
{
    private const int Sends = 20;
    private const int Chats = 500;

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
}
