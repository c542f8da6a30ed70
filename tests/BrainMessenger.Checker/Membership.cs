namespace BrainMessenger.Checker;

/// <summary>A change of a chat's members, read from its log.</summary>
public sealed record MemberStep(long Seq, IReadOnlyList<Guid> Users, bool Joined);

/// <summary>Derives the stays from a chat's founders and the log's member entries.</summary>
public static class Membership
{
    /// <param name="chat">The chat.</param>
    /// <param name="founders">Who was in it from its making: they see from position 1.</param>
    /// <param name="steps">Comings and goings in seq order.</param>
    /// <param name="historyForNew">Newcomers see from position 1, else from their joining.</param>
    public static IReadOnlyList<Stay> Stays(
        Guid chat, IEnumerable<Guid> founders, IEnumerable<MemberStep> steps, bool historyForNew)
    {
        var open = founders.ToDictionary(user => user, user => new Stay(user, chat, 1));
        List<Stay> closed = [];
        foreach (var step in steps.OrderBy(step => step.Seq))
        {
            foreach (var user in step.Users)
            {
                if (step.Joined) open.TryAdd(user, new Stay(user, chat, historyForNew ? 1 : step.Seq));
                else if (open.Remove(user, out var stay)) closed.Add(stay with { Until = step.Seq });
            }
        }

        return [.. closed, .. open.Values];
    }
}
