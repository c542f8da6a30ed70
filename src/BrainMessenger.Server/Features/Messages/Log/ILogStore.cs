using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>What became of one message of a batch: stored (or found stored), or refused.</summary>
internal readonly record struct StoreOutcome(Position? Position, Error? Refusal);

/// <summary>
/// Stores messages for good. One implementation per engine; both pass the same tests. Called by the writer's thread
/// only, and synchronous because that thread has nothing else to do.
/// </summary>
internal interface ILogStore : IDisposable
{
    /// <summary>
    /// Commits the batch as one transaction: repeats are found before rights are checked, membership is read under the
    /// chat's lock, positions are dense. Outcomes in the order of the batch. A refusal never raises; what raises has
    /// changed nothing or has an unknown outcome, and running the batch again is safe.
    /// </summary>
    public StoreOutcome[] Append(IReadOnlyList<MessageAppend> batch, DateTimeOffset at);

    /// <summary>
    /// Where messages lie whose commit was not answered; null for those that are not stored. Waits for transactions that
    /// are still under way in their chats, except for the moment between the attempt to store a batch at once and its judgement
    /// (PostgreSQL): what that stores then, the members find by the next gap.
    /// </summary>
    public Position?[] Find(IReadOnlyList<MessageAppend> batch);
}

/// <summary>Where the log's entries go after the commit, in commit order, from the writer's own thread.</summary>
internal interface ILogListener
{
    public void OnMessage(MessageAppend message, Position position);

    public void OnChange(ChangeEntry change);
}
