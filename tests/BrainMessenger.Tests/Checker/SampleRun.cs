using BrainMessenger.Checker;

namespace BrainMessenger.Tests.Checker;

/// <summary>A small healthy run to be damaged: two chats, four people, edits, a deletion, a leave and a return.</summary>
internal sealed class SampleRun
{
    public static readonly Guid Chat = new("00000000-0000-7000-8000-0000000000c1");
    public static readonly Guid OtherChat = new("00000000-0000-7000-8000-0000000000c2");
    public static readonly Guid Ana = User(1), Ben = User(2), Cleo = User(3), Dan = User(4);

    private readonly List<HistoryEvent> _history = [];
    private readonly Dictionary<Guid, List<LogRow>> _logs = new() { [Chat] = [], [OtherChat] = [] };
    private long _time;
    private int _next;

    public SampleRun()
    {
        for (var i = 0; i < 4; i++) Send(Chat, i % 2 == 0 ? Ana : Ben, $"hello {i}");
        Member(Chat, Cleo);
        Send(Chat, Ana, "Cleo is gone");
        Change(Chat, Operation.Edit, Ben, 2, "hello again");
        Change(Chat, Operation.Edit, Ben, 2, "hello for good");
        Member(Chat, Cleo);
        Change(Chat, Operation.Delete, Ana, 1, "");
        for (var i = 0; i < 3; i++) Send(OtherChat, Dan, $"elsewhere {i}");
        Send(OtherChat, Ana, "nobody heard of this one", answered: false);
        for (var i = 0; i < 2; i++) Send(Chat, Cleo, $"back {i}");
        Deliver();
    }

    public List<HistoryEvent> History => _history;

    public Dictionary<Guid, List<LogRow>> Logs => _logs;

    public List<View> Views { get; } = [];

    /// <summary>Cleo's first stay ends with row 5, her second begins with row 9.</summary>
    public List<Stay> Stays { get; } =
    [
        new(Ana, Chat, 1), new(Ben, Chat, 1), new(Cleo, Chat, 1, 5), new(Cleo, Chat, 9),
        new(Ana, OtherChat, 1), new(Dan, OtherChat, 1),
    ];

    public Evidence Evidence() =>
        new(History, Logs.ToDictionary(log => log.Key, IReadOnlyList<LogRow> (log) => log.Value), Views, Stays)
        {
            CompleteStreams = new HashSet<int> { 101, 102, 103, 104 },
            AcknowledgedAtLeast = 0.9,
        };

    /// <summary>Replaces the first event that fits.</summary>
    public void Replace(Func<HistoryEvent, bool> which, Func<HistoryEvent, HistoryEvent> with)
    {
        var at = _history.FindIndex(step => which(step));
        Assert.True(at >= 0, "The sample holds no such event.");
        _history[at] = with(_history[at]);
    }

    /// <summary>Replaces a row in the log and in all views: what is stored is damaged, not what is shown.</summary>
    public void Rewrite(Guid chat, Func<List<LogRow>, List<LogRow>> damage)
    {
        _logs[chat] = damage(_logs[chat]);
        Views.Clear();
        View();
    }

    private static Guid User(int n) => new($"00000000-0000-7000-8000-00000000000{n}");

    private static int ProcessOf(Guid user) => user == Ana ? 1 : user == Ben ? 2 : user == Cleo ? 3 : 4;

    private Guid NextId() => new($"00000000-0000-7000-9000-{++_next:d12}");

    private void Send(Guid chat, Guid user, string text, bool answered = true)
    {
        var rows = _logs[chat];
        var (cid, hash) = (NextId(), TextHash.Of(text));
        var invoke = new HistoryEvent(++_time, ProcessOf(user), user, Phase.Invoke, Operation.Send, chat) { Id = cid, Hash = hash };
        _history.Add(invoke);
        rows.Add(new LogRow(rows.Count + 1, RowKind.Message)
        {
            Ordinal = rows.Count(row => row.Kind is RowKind.Message) + 1, Cid = cid, User = user, Hash = hash,
        });
        _history.Add(invoke with
        {
            Time = ++_time,
            Phase = answered ? Phase.Ok : Phase.Unknown,
            Seq = answered ? rows.Count : 0,
        });
    }

    private void Member(Guid chat, Guid user) =>
        _logs[chat].Add(new LogRow(_logs[chat].Count + 1, RowKind.Member) { User = user });

    private void Change(Guid chat, Operation operation, Guid user, long target, string text)
    {
        var rows = _logs[chat];
        var invoke = new HistoryEvent(++_time, ProcessOf(user), user, Phase.Invoke, operation, chat)
        {
            Id = NextId(), Target = target, Hash = TextHash.Of(text),
        };
        _history.Add(invoke);
        var at = rows.FindIndex(row => row.Seq == target);
        rows[at] = rows[at] with { Hash = TextHash.Of(text), Deleted = operation is Operation.Delete };
        rows.Add(new LogRow(rows.Count + 1, operation is Operation.Edit ? RowKind.Edit : RowKind.Delete)
        {
            User = user, Target = target,
        });
        _history.Add(invoke with { Time = ++_time, Phase = Phase.Ok });
    }

    private void Deliver()
    {
        View();
        foreach (var view in Views)
            foreach (var row in view.Rows)
                _history.Add(new HistoryEvent(
                    ++_time, 100 + ProcessOf(view.User), view.User, Phase.Ok, Operation.Deliver, view.Chat)
                {
                    Id = row.Cid, Seq = row.Seq, Target = row.Target, Hash = row.Hash, Kind = row.Kind,
                });
    }

    private void View() =>
        Views.AddRange(
            from stay in Stays.GroupBy(stay => (stay.User, stay.Chat))
            select new View(stay.Key.User, stay.Key.Chat,
                [.. _logs[stay.Key.Chat].Where(row => stay.Any(part => part.Covers(row.Seq)))]));
}
