using System.Globalization;

namespace BrainMessenger.Checker;

/// <summary>What went wrong, in the words of the promises.</summary>
public enum Damage
{
    /// <summary>An acknowledged send is not in the log where it was acknowledged, or with another text.</summary>
    Lost,

    /// <summary>One send stands twice in a log.</summary>
    Doubled,

    /// <summary>A row that nobody sent.</summary>
    Phantom,

    /// <summary>Positions or ordinals are not 1, 2, 3 …</summary>
    Hole,

    /// <summary>The log's order contradicts what was known before a send began, or one sender's own order.</summary>
    Reordered,

    /// <summary>A member reads something else than the log restricted to the stays.</summary>
    Diverged,

    /// <summary>A stream showed a position twice or went backwards.</summary>
    Repeated,

    /// <summary>Somebody was shown a position outside of the stays.</summary>
    Leaked,

    /// <summary>An acknowledged edit or deletion is not what is read.</summary>
    Undone,

    /// <summary>Too few sends were acknowledged.</summary>
    Unavailable,
}

/// <summary>One broken promise.</summary>
public sealed record Violation(Damage Damage, string Detail);

/// <summary>The outcome of a check.</summary>
public sealed record Report(
    IReadOnlyList<Violation> Violations, int Invoked, int Acknowledged, int Refused, int Unknown, int Recovered)
{
    public bool IsClean => Violations.Count == 0;

    public int Count(Damage damage) => Violations.Count(violation => violation.Damage == damage);

    /// <summary>One line, and below it the first broken promises.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"sends {Invoked}: acknowledged {Acknowledged}, refused {Refused}, unknown {Unknown} (found in the log {Recovered}); violations {Violations.Count}")
        + string.Concat(Violations.Take(20).Select(violation => $"\n  {violation.Damage}: {violation.Detail}"));
}
