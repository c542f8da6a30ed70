using BrainMessenger.Client;
using BrainMessenger.Tests.Features.Realtime;
using BrainMessenger.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BrainMessenger.Tests.Features.Messages;

/// <summary>What people see of a log whose database misbehaves.</summary>
public sealed class LogFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_answered_and_delivered_once()
    {
        var (pair, store) = await FaultyLogStore.StartAsync();
        await using var _ = pair;
        store.LoseAnswers(3);

        await pair.AtAna.SendAsync(pair.Send("hello"));
        var ack = await pair.AtAna.NextAsync("ack");
        var message = await pair.AtBen.NextAsync("message");

        Assert.Equal(4, store.Runs);
        Assert.Equal((1L, 1L), (ack.GetProperty("seq").GetInt64(), message.GetProperty("seq").GetInt64()));
        await OnlyOneAsync(pair);
    }

    [Fact]
    public async Task What_was_stored_though_everybody_was_told_busy_is_announced_once()
    {
        var (pair, store) = await FaultyLogStore.StartAsync();
        await using var _ = pair;
        var send = pair.Send("hello");
        // The first run stores it; no run is answered until long after the sender gave up, and tried again.
        store.LoseAnswers(int.MaxValue);
        await pair.AtAna.SendAsync(send);
        await pair.AtAna.SendAsync(send);
        await Wait.UntilAsync(() => store.Runs > 2, "the send to be tried again", Ct);

        pair.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        await pair.AtAna.NextAsync("error");
        await pair.AtAna.NextAsync("error");
        store.LoseAnswers(0);
        var message = await pair.AtBen.NextAsync("message");
        var own = await pair.AtAna.NextAsync("message");

        Assert.Equal((1L, 1L), (message.GetProperty("seq").GetInt64(), own.GetProperty("seq").GetInt64()));
        await pair.AtAna.SendAsync(send);
        Assert.Equal(1, (await pair.AtAna.NextAsync("ack")).GetProperty("seq").GetInt64());
        await OnlyOneAsync(pair);
    }

    [Fact]
    public async Task A_change_whose_commit_was_not_answered_happens_once_and_everybody_is_told()
    {
        var (server, commits) = await LostCommits.StartAsync();
        await using var pair = await Pair.MeetAsync(server);
        using var eve = await server.SignUpAsync("Eve");
        var (ana, ben) = (pair.Ana.Client, pair.Ben.Client);
        var chat = await ana.Chats.CreateAsync(new NewChat { Type = ChatTypes.Group, Name = "Team", MemberIds = [pair.Ben.Id, eve.Id] }, ct: Ct);
        var message = await ana.Messages.SendAsync(chat.Id, "hello", ct: Ct);

        commits.LoseAnswers(1);
        await ana.Messages.ReactAsync(chat.Id, message.Seq, "👍", Ct);
        commits.LoseAnswers(1);
        await ana.Chats.Members.RemoveAsync(chat.Id, eve.Id, Ct);

        var frames = (await pair.AtBen.UntilPongAsync()).Where(frame => frame.GetProperty("type").GetString() == "change");
        Assert.Equal([(2L, "reaction"), (3L, "member")], frames.Select(f => (f.GetProperty("seq").GetInt64(), f.GetProperty("kind").GetString()!)));
        Assert.Equal(3, (await ben.Messages.LogAsync(chat.Id, 0, ct: Ct)).Entries.Count);
    }

    [Fact]
    public async Task A_send_that_the_database_does_not_decide_is_answered_busy_and_its_repeat_with_what_was_stored()
    {
        var (pair, store) = await FaultyLogStore.StartAsync();
        await using var _ = pair;
        var send = pair.Send("hello");
        store.Stand();
        await pair.AtAna.SendAsync(send);
        await Wait.UntilAsync(() => store.Runs == 1, "the send to reach the database", Ct);

        pair.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        var refused = await pair.AtAna.NextAsync("error");
        store.GoOn();
        await pair.AtBen.NextAsync("message");
        await pair.AtAna.SendAsync(send);
        var ack = await pair.AtAna.NextAsync("ack");

        Assert.Equal(("busy", 2), (refused.GetProperty("code").GetString(), refused.GetProperty("retryAfter").GetInt32()));
        Assert.Equal(1, ack.GetProperty("seq").GetInt64());
        await OnlyOneAsync(pair);
    }

    [Fact]
    public async Task One_message_that_cannot_be_stored_fails_alone()
    {
        var (pair, store) = await FaultyLogStore.StartAsync();
        await using var _ = pair;
        store.Poison = "poison";
        store.Stand();
        // The first stands alone in its batch; the others gather behind it.
        await pair.AtAna.SendAsync(pair.Send("first"));
        await Wait.UntilAsync(() => store.Runs == 1, "the first send to reach the database", Ct);
        foreach (var text in new[] { "a", "b", "poison", "c", "d" }) await pair.AtAna.SendAsync(pair.Send(text));
        await pair.AtAna.UntilPongAsync();
        store.GoOn();

        var refused = await pair.AtAna.NextAsync("error");
        Assert.Equal("internal", refused.GetProperty("code").GetString());
        await Eventually.TrueAsync(async () => (await pair.Ben.Client.Messages.ListAsync(pair.ChatId, ct: Ct)).Items.Count == 5);
        Assert.Equal(["first", "a", "b", "c", "d"], (await pair.Ben.Client.Messages.ListAsync(pair.ChatId, ct: Ct)).Items.Select(m => m.Text));
    }

    [Fact]
    public async Task A_full_database_is_told_to_people_and_with_the_cure_to_the_operator()
    {
        var (pair, store) = await FaultyLogStore.StartAsync();
        await using var _ = pair;
        store.Refusal = TestDatabase.IsPostgres
            ? new PostgresException("could not extend file because project size limit (512 MB) has been exceeded", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)
            : new SqliteException("database or disk is full", 13);

        await pair.AtAna.SendAsync(pair.Send("hello"));
        var refused = await pair.AtAna.NextAsync("error");

        Assert.Equal(("database.rate_limited", TestDatabase.IsPostgres ? 60 : 5), (refused.GetProperty("code").GetString(), refused.GetProperty("retryAfter").GetInt32()));
        await Wait.UntilAsync(() => !store.Log.Lines.IsEmpty, "the operator's line", Ct);
        var line = Assert.Single(store.Log.Lines);
        Assert.StartsWith("Error: ", line, StringComparison.Ordinal);
        Assert.Contains("free space", line, StringComparison.Ordinal);
    }

    private static async Task OnlyOneAsync(Pair pair)
    {
        Assert.DoesNotContain(await pair.AtBen.UntilPongAsync(), frame => frame.GetProperty("type").GetString() == "message");
        Assert.Single((await pair.Ben.Client.Messages.ListAsync(pair.ChatId, ct: Ct)).Items);
    }
}
