namespace BrainMessenger.Server.Features.Chats;

/// <summary>The stays of a person in one chat: what may be seen is the union of [from, until).</summary>
internal sealed record Stays(IReadOnlyList<(long From, long? Until)> Spans)
{
    public static Stays Of(IEnumerable<Member> rows) => new([.. rows.Select(m => (m.VisibleFrom, m.LeftSeq))]);

    public bool Show(long seq) => Spans.Any(s => s.From <= seq && (s.Until is null || seq < s.Until));

    /// <summary>The rule: newcomers see the past, so nothing is hidden and nobody has to look.</summary>
    public bool ShowAll => Spans.Any(s => s is { From: <= 1, Until: null });
}
