using BrainMessenger.Server.Features.Search;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Search;

/// <summary>On SQLite the index is a file that can be lost, broken or exchanged without harm.</summary>
[Trait("Engine", "Sqlite")]
public sealed class SearchFileTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Harms => ["lost", "no database", "half", "of another history", "ahead of the log", "of another version"];

    [Theory]
    [MemberData(nameof(Harms))]
    public async Task An_index_that_does_not_fit_is_made_anew(string harm)
    {
        await using var server = await Server.StartAsync(services => services.AddSingleton(new SearchLimits(ReadUpTo: -1)));
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "the parcel is here", ct: Ct);
        Assert.Single((await ana.Client.Messages.SearchAsync("parcel", ct: Ct)).Items);

        await server.StopAsync();
        Harm(Path.Combine(server.DataDir, "search.db"), harm);
        await server.RestartAsync();

        using var again = server.NewClient(ana.Token);
        await Eventually.TrueAsync(async () => (await again.Messages.SearchAsync("parcel", ct: Ct)).Items.Count == 1);
    }

    [Fact]
    public async Task An_index_that_is_damaged_under_a_running_server_is_made_anew()
    {
        await using var server = await Server.StartAsync(services => services.AddSingleton(new SearchLimits(ReadUpTo: -1)));
        using var ana = await server.SignUpAsync("Ana");
        using var ben = await server.SignUpAsync("Ben");
        var chat = await ana.Client.Chats.PersonalAsync(ben.Id);
        await ana.Client.Messages.SendAsync(chat.Id, "the parcel is here", ct: Ct);
        Assert.Single((await ana.Client.Messages.SearchAsync("parcel", ct: Ct)).Items);
        var file = Path.Combine(server.DataDir, "search.db");

        // Everything but the head, where the pages of the tables are.
        Run(file, "pragma wal_checkpoint(truncate)");
        await using (var pages = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            pages.Seek(4096, SeekOrigin.Begin);
            await pages.WriteAsync(new byte[pages.Length - 4096], Ct);
        }

        await Eventually.TrueAsync(async () => (await ana.Client.Messages.SearchAsync("parcel", ct: Ct)).Items.Count == 1);
        await ana.Client.Messages.SendAsync(chat.Id, "another parcel", ct: Ct);
        await Eventually.TrueAsync(async () => (await ana.Client.Messages.SearchAsync("parcel", ct: Ct)).Items.Count == 2);
    }

    [Fact]
    public async Task Writing_the_index_does_not_wait_for_the_log()
    {
        await using var server = await Server.StartAsync(services => services.AddSingleton(new SearchLimits(ReadUpTo: -1)));
        var index = server.Services.GetRequiredService<ISearchIndex>();
        await using var log = new SqliteConnection($"Data Source={Path.Combine(server.DataDir, "messenger.db")};Pooling=False");
        await log.OpenAsync(Ct);
        await using var writing = await log.BeginTransactionAsync(Ct);
        var chatId = Guid.CreateVersion7();

        Assert.True(await index.WriteAsync(new([new(chatId, 1, Guid.CreateVersion7(), server.Clock.GetUtcNow(), null, Grams.OfText("one"))], [], [], [new(chatId, 0, 1)]), Ct));
    }

    private static void Harm(string file, string harm)
    {
        SqliteConnection.ClearAllPools();
        switch (harm)
        {
            case "lost":
                File.Delete(file);
                break;
            case "no database":
                File.WriteAllText(file, "this was a search index once");
                break;
            case "half":
                using (var half = File.OpenWrite(file)) half.SetLength(half.Length / 2);
                break;
            case "of another history":
                Run(file, "update search_history set epoch = randomblob(16); delete from search_docs");
                break;
            case "ahead of the log":
                Run(file, "update search_progress set seq = seq + 1; delete from search_docs");
                break;
            default:
                Run(file, "pragma user_version = 99; drop table search_docs");
                break;
        }
    }

    private static void Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
