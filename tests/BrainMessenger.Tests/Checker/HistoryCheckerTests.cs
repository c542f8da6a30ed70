using BrainMessenger.Checker;

namespace BrainMessenger.Tests.Checker;

/// <summary>The checker is only worth what it catches: each kind of damage is planted into a healthy run.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly Dictionary<string, (Damage Due, Action<SampleRun> Plant)> Planted = new()
    {
        ["an acknowledged message is missing at the end"] =
            (Damage.Lost, run => run.Rewrite(SampleRun.Chat, rows => rows[..^1])),
        ["an acknowledged message makes room for another"] =
            (Damage.Lost, run => run.Rewrite(SampleRun.Chat, rows => With(rows, 3, row => row with { Cid = Guid.NewGuid() }))),
        ["a repeat is answered with another position"] =
            (Damage.Lost, run => run.History.Add(run.History.First(step => step is { Operation: Operation.Send, Phase: Phase.Ok }) with { Seq = 2, Time = 10_000 })),
        ["a text is damaged"] =
            (Damage.Lost, run => run.Rewrite(SampleRun.Chat, rows => With(rows, 4, row => row with { Hash = 7 }))),
        ["a message is stored twice"] =
            (Damage.Doubled, run => run.Rewrite(SampleRun.OtherChat, rows => [.. rows, rows[0] with { Seq = 5, Ordinal = 5 }])),
        ["a message was sent by nobody"] =
            (Damage.Phantom, run => run.Rewrite(SampleRun.OtherChat, rows =>
                [.. rows, new LogRow(5, RowKind.Message) { Ordinal = 5, Cid = Guid.NewGuid(), User = SampleRun.Ana }])),
        ["a message lands in another chat"] =
            (Damage.Phantom, run => run.Replace(IsSend, step => step with { Chat = SampleRun.OtherChat })),
        ["a refused message is stored"] =
            (Damage.Phantom, run => run.Replace(step => step.Phase is Phase.Unknown, step => step with { Phase = Phase.Fail })),
        ["a position is left out"] =
            (Damage.Hole, run => run.Rewrite(SampleRun.OtherChat, rows => [.. rows.Where(row => row.Seq != 4), rows[3] with { Seq = 5 }])),
        ["ordinals do not count the messages"] =
            (Damage.Hole, run => run.Rewrite(SampleRun.OtherChat, rows => With(rows, 4, row => row with { Ordinal = 5 }))),
        ["two messages change places"] =
            (Damage.Reordered, run => Swap(run, 2, 3)),
        ["an acknowledgement came before an older send began"] =
            (Damage.Reordered, run => run.Replace(
                step => IsSend(step) && step.User == SampleRun.Cleo, step => step with { Time = long.MaxValue })),
        ["a member misses a message"] =
            (Damage.Diverged, run => run.Views[0] = run.Views[0] with { Rows = [.. run.Views[0].Rows.Skip(1)] }),
        ["a member reads another order"] =
            (Damage.Diverged, run => run.Views[0] = run.Views[0] with { Rows = [.. run.Views[0].Rows.Reverse()] }),
        ["a stream misses a message"] =
            (Damage.Diverged, run => run.History.RemoveAll(step => IsShown(step) && step is { Process: 101, Seq: 3 })),
        ["a stream misses an edit"] =
            (Damage.Diverged, run => run.Replace(
                step => IsShown(step) && step is { Kind: RowKind.Message, Seq: 4 }, step => step with { Hash = 7 })),
        ["a stream shows a message twice"] =
            (Damage.Repeated, run => run.History.Add(run.History.Last(IsShown) with { Time = long.MaxValue })),
        ["a stream goes backwards"] =
            (Damage.Repeated, run => run.Replace(step => IsShown(step) && step.Seq == 2, step => step with { Time = long.MaxValue })),
        ["a former member reads on"] =
            (Damage.Leaked, run => run.Views[2] = run.Views[2] with { Rows = run.Logs[SampleRun.Chat] }),
        ["a former member is shown a message"] =
            (Damage.Leaked, run => run.Replace(
                step => IsShown(step) && step is { Process: 103, Seq: 4 }, step => step with { Seq = 6 })),
        ["a stranger is shown a message"] =
            (Damage.Leaked, run => run.Replace(
                step => IsShown(step) && step.User == SampleRun.Dan, step => step with { Chat = SampleRun.Chat })),
        ["an acknowledged edit is forgotten"] =
            (Damage.Undone, run => run.Rewrite(SampleRun.Chat, rows => With(rows, 2, row => row with { Hash = TextHash.Of("hello 1") }))),
        ["an older edit wins"] =
            (Damage.Undone, run => run.Rewrite(SampleRun.Chat, rows => With(rows, 2, row => row with { Hash = TextHash.Of("hello again") }))),
        ["a deletion is forgotten"] =
            (Damage.Undone, run => run.Rewrite(SampleRun.Chat, rows => With(rows, 1, row => row with { Deleted = false }))),
        ["a deletion leaves the text"] =
            (Damage.Undone, run => run.Rewrite(SampleRun.Chat, rows => With(rows, 1, row => row with { Hash = 7 }))),
        ["nobody is answered"] =
            (Damage.Unavailable, run => run.History.RemoveAll(step => step is { Operation: Operation.Send, Phase: Phase.Ok })),
    };

    public static TheoryData<string> Kinds => [.. Planted.Keys];

    [Fact]
    public void A_healthy_run_is_clean()
    {
        var report = HistoryChecker.Check(new SampleRun().Evidence());

        Assert.True(report.IsClean, report.ToString());
        Assert.Equal((11, 10, 1, 1), (report.Invoked, report.Acknowledged, report.Unknown, report.Recovered));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Planted_damage_is_found(string kind)
    {
        var (due, plant) = Planted[kind];
        var run = new SampleRun();
        plant(run);

        var report = HistoryChecker.Check(run.Evidence());

        Assert.True(report.Count(due) > 0, $"{due} is due. {report}");
    }

    [Fact]
    public void Stays_follow_comings_and_goings()
    {
        var founder = Guid.NewGuid();
        var guest = Guid.NewGuid();

        var stays = Membership.Stays(
            SampleRun.Chat, [founder], [new(3, [guest], true), new(7, [guest], false), new(9, [guest], true)], historyForNew: false);

        Assert.Equal(
            [new(guest, SampleRun.Chat, 3, 7), new(founder, SampleRun.Chat, 1), new(guest, SampleRun.Chat, 9)],
            stays);
    }

    private static bool IsSend(HistoryEvent step) => step is { Operation: Operation.Send, Phase: Phase.Invoke };

    private static bool IsShown(HistoryEvent step) => step.Operation is Operation.Deliver;

    private static List<LogRow> With(List<LogRow> rows, long seq, Func<LogRow, LogRow> change) =>
        [.. rows.Select(row => row.Seq == seq ? change(row) : row)];

    private static void Swap(SampleRun run, long one, long two)
    {
        run.Rewrite(SampleRun.Chat, rows =>
            [.. rows.Select(row => row with { Seq = row.Seq == one ? two : row.Seq == two ? one : row.Seq }).OrderBy(row => row.Seq)]);
        for (var i = 0; i < run.History.Count; i++)
        {
            var step = run.History[i];
            if (step.Operation is Operation.Send && step.Chat == SampleRun.Chat && (step.Seq == one || step.Seq == two))
                run.History[i] = step with { Seq = one + two - step.Seq };
        }
    }
}
