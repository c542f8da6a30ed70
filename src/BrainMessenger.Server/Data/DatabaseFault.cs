using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Data;

/// <summary>What kind of trouble a database is in, and with that what helps.</summary>
internal enum DatabaseTrouble
{
    /// <summary>Not there just now: restarting, waking, cut off. Trying again soon helps.</summary>
    Unreachable,

    /// <summary>Another transaction was in the way. The whole transaction may run again at once.</summary>
    Conflict,

    /// <summary>Too much at once: connections, rates. Trying again helps later and makes it worse now.</summary>
    Overloaded,

    /// <summary>A limit of the plan or the disk is reached. Only the operator can help.</summary>
    Exhausted,

    /// <summary>The address, the password or the rights are wrong. Only the operator can help.</summary>
    Misconfigured,
}

/// <summary>A database that cannot be used, in the operator's words. Names no password and no address with one.</summary>
/// <param name="Cause">What the database or the network said.</param>
/// <param name="Cure">What the operator can do.</param>
internal sealed record DatabaseFault(DatabaseTrouble Trouble, string Cause, string Cure)
{
    /// <summary>Seconds after which asking again is worth it, where a limit is reached: those of a plan pass with the bill.</summary>
    public int RetryAfter { get; init; } = 60;

    /// <summary>Whether the same work may succeed within seconds.</summary>
    public bool PassesSoon => Trouble is DatabaseTrouble.Unreachable or DatabaseTrouble.Conflict;

    /// <summary>What users get (design §8).</summary>
    public Error Error => Trouble switch
    {
        DatabaseTrouble.Conflict => Errors.Busy,
        DatabaseTrouble.Overloaded => Errors.DatabaseLimited with { RetryAfter = 5 },
        DatabaseTrouble.Exhausted => Errors.DatabaseLimited with { RetryAfter = RetryAfter },
        _ => Errors.DatabaseUnavailable,
    };

    public override string ToString() => $"{Cause} {Cure}";
}
