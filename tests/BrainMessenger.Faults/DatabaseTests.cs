using BrainMessenger.Client;
using BrainMessenger.Tests.Shared;

namespace BrainMessenger.Faults;

/// <summary>PostgreSQL dies, or its answers get lost; too long for every change.</summary>
[Trait("Run", "Full"), Trait("Engine", "Postgres")]
public sealed class DatabaseTests(ITestOutputHelper output)
{
    private const int LostAnswers = 500;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_the_database_is_killed_on_postgres()
    {
        var outcome = await KillRun.RunAsync(KillPlan.For("postgres") with { KillsDatabase = true, Kills = 20 }, Ct);

        output.WriteLine(outcome.ToString());
        FaultTable.Add(outcome.ToRow("database killed"));
        Assert.True(outcome.Report.IsClean, outcome.ToString());
    }

    [Fact]
    public async Task Every_lost_answer_to_a_commit_leads_to_one_message_on_postgres()
    {
        var folder = Directory.CreateTempSubdirectory("brainmessenger-lost-");
        await using var database = await PostgresDatabase.CreateAsync();
        await using var proxy = FaultProxy.Before(database.Url);
        await using var server = new ServerProcess(null, folder.FullName, database.Through(proxy).ToString());
        await server.StartAsync(Ct);
        using var ana = (await People.SignUpAsync(server, 1, Ct)).Client;
        var ben = await People.SignUpAsync(server, 2, Ct);
        using var bens = ben.Client;
        var chat = await ana.Chats.PersonalAsync(ben.UserId, Ct);

        var answeredAlike = 0;
        for (var n = 1; n <= LostAnswers; n++)
        {
            var send = new NewMessage { Cid = Guid.CreateVersion7(), Text = $"{n}" };
            proxy.LoseAnswers(1, FaultProxy.StoringMessages);
            var first = await ana.Messages.SendAsync(chat.Id, send, Ct);
            var again = await ana.Messages.SendAsync(chat.Id, send, Ct);
            if (first.Seq == n && again.Seq == n) answeredAlike++;
        }

        var stored = (await Rows.ReadMessagesAsync(bens, chat.Id, Ct)).Count;
        output.WriteLine($"{proxy.Lost} answers lost, {answeredAlike} sends answered twice with the same position");
        FaultTable.Add($"| postgres | answer to a commit lost | {proxy.Lost} | | | {LostAnswers} | {answeredAlike} | | {Math.Max(0, LostAnswers - stored)} | {Math.Max(0, stored - LostAnswers)} | | | | | |");
        Assert.Equal((LostAnswers, LostAnswers, LostAnswers), (proxy.Lost, answeredAlike, stored));
        folder.Delete(recursive: true);
    }
}
