namespace BrainMessenger.Server.Features.Search;

/// <summary>A message as the index keeps it.</summary>
/// <param name="Names">Names of its files, a line each; null where it has none.</param>
internal sealed record SearchDocument(Guid ChatId, long Seq, Guid SenderId, DateTimeOffset At, string? Names, IReadOnlyCollection<int> Grams);

/// <summary>How far a chat's log is in the index.</summary>
internal readonly record struct SearchProgress(Guid ChatId, long From, long To);

/// <summary>One step of the indexing: all of it or nothing is stored.</summary>
/// <param name="Added">In the order in which they shall be found, the newest last.</param>
/// <param name="Changed">Keep their places; unknown ones are added.</param>
/// <param name="Removed">Messages that were deleted.</param>
internal sealed record SearchBatch(
    IReadOnlyList<SearchDocument> Added, IReadOnlyList<SearchDocument> Changed, IReadOnlyList<(Guid ChatId, long Seq)> Removed, IReadOnlyList<SearchProgress> Progress);

/// <summary>What the index is asked: documents below <paramref name="Below"/>, the newest first.</summary>
/// <param name="Below">At most one above the newest.</param>
/// <param name="Grams">What a document must have, all of it; empty where only filters count.</param>
internal sealed record SearchProbe(SearchScope Scope, IReadOnlyCollection<int> Grams, long Below, int Limit);

/// <summary>A document that may be a hit: its text as it is now decides.</summary>
internal sealed record SearchCandidate(long Document, Guid ChatId, long Seq, string Text, string? Names);

/// <summary>
/// Finds messages by grams of their text. One variant for each engine; both pass the same tests. Documents are numbered
/// in the order of indexing, which is that of time except after a gap in the indexing.
/// </summary>
internal interface ISearchIndex
{
    /// <summary>Raised when it was damaged and begins anew.</summary>
    public event Action? Lost;

    /// <summary>False, and nothing stored, where another node has indexed one of the chats meanwhile.</summary>
    public Task<bool> WriteAsync(SearchBatch batch, CancellationToken ct);

    /// <summary>
    /// Candidates that the reader may see now, newest first, and from where to go on: 0 where nothing is left. Fewer than
    /// the limit does not mean the end: a search by filters alone looks at a stretch of the documents at a time.
    /// </summary>
    public Task<(IReadOnlyList<SearchCandidate> Found, long Next)> FindAsync(SearchProbe probe, CancellationToken ct);

    /// <summary>About how many documents there are: the newest number.</summary>
    public Task<long> CountAsync(CancellationToken ct);

    /// <summary>How far these chats are in the index; nothing for those that are not in it.</summary>
    public Task<IReadOnlyDictionary<Guid, long>> ProgressAsync(IReadOnlyCollection<Guid> chatIds, CancellationToken ct);

    /// <summary>Chats with something to index, and chats in the index that are gone. Reads all chats: for the start only.</summary>
    public Task<IReadOnlyList<Guid>> BehindAsync(CancellationToken ct);

    /// <summary>Forgets a chat that is gone, in slices.</summary>
    public Task ForgetAsync(Guid chatId, CancellationToken ct);
}
