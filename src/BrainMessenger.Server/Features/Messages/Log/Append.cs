using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>
/// Something that wants a position in a chat's log. It is answered exactly once: by the writer, or by the watchdog when
/// the database takes too long, whichever comes first.
/// </summary>
internal abstract class Append(Guid chatId, Guid actorId, DateTimeOffset at)
{
    private const int Answered = 1;
    private const int Refused = 2;

    private int _outcome;

    public Guid ChatId { get; } = chatId;

    public Guid ActorId { get; } = actorId;

    public DateTimeOffset At { get; } = at;

    /// <summary>Monotonic time of enqueueing, for the watchdog.</summary>
    public long EnqueuedAt { get; set; }

    public bool IsSettled => Volatile.Read(ref _outcome) != 0;

    /// <summary>Whether it was told that it did not happen, or not yet.</summary>
    public bool IsRefused => Volatile.Read(ref _outcome) == Refused;

    public void Refuse(Error error)
    {
        if (TrySettle(Refused)) OnRefused(error);
    }

    protected bool TryAnswer() => TrySettle(Answered);

    protected abstract void OnRefused(Error error);

    private bool TrySettle(int outcome) => Interlocked.CompareExchange(ref _outcome, outcome, 0) == 0;
}

/// <summary>Where a stored message lies. A repeat of a cid is answered with the first position.</summary>
internal readonly record struct Position(long Seq, long Ordinal, DateTimeOffset At, bool Repeat);

/// <summary>What a message consists of, checked for form.</summary>
internal sealed record MessageBody(Guid Cid, string Text, long? ReplyTo, IReadOnlyList<Guid> FileIds);

/// <summary>A new message.</summary>
internal abstract class MessageAppend(Guid chatId, Guid senderId, MessageBody body, SendDesk desk) : Append(chatId, senderId, desk.Time.Now())
{
    public MessageBody Body { get; } = body;

    /// <summary>Views of the body's files, read before queueing: what is ready does not change any more.</summary>
    public IReadOnlyList<FileView> Files { get; init; } = [];

    /// <summary>The socket that got an ack in place of the message frame; null for REST, and where it was refused before.</summary>
    public virtual object? Origin => null;

    public void Store(Position position)
    {
        // Before the answer, so that who has the answer does not find his own message unread.
        if (!position.Repeat) desk.Marks.Sent(ChatId, ActorId, position.Seq, position.Ordinal);
        if (TryAnswer()) OnAnswered(position);
    }

    protected abstract void OnAnswered(Position position);
}

/// <summary>A send whose caller awaits the outcome (REST).</summary>
internal sealed class AwaitedMessage(Guid chatId, Guid senderId, MessageBody body, SendDesk desk) : MessageAppend(chatId, senderId, body, desk)
{
    private readonly TaskCompletionSource<Result<Position>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Result<Position>> Outcome => _outcome.Task;

    protected override void OnRefused(Error error) => _outcome.SetResult(error);

    protected override void OnAnswered(Position position) => _outcome.SetResult(position);
}

/// <summary>A change of a message, the members or the chat.</summary>
internal sealed class ChangeAppend(Guid chatId, Guid actorId, ChangeCommand command, DateTimeOffset at) : Append(chatId, actorId, at)
{
    private readonly TaskCompletionSource<Result<ChangeEntry?>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChangeCommand Command { get; } = command;

    /// <summary>The entry of the last run, whose commit may have happened though its answer was lost.</summary>
    public ChangeEntry? Attempted { get; set; }

    /// <summary>The entry written, or null where nothing had to change.</summary>
    public Task<Result<ChangeEntry?>> Outcome => _outcome.Task;

    public void Store(ChangeEntry? entry)
    {
        if (TryAnswer()) _outcome.SetResult(new Result<ChangeEntry?>(entry, null));
    }

    protected override void OnRefused(Error error) => _outcome.SetResult(error);
}

/// <summary>What shall change; the writer checks rights and effect under the chat's lock.</summary>
internal abstract record ChangeCommand
{
    internal sealed record Edit(long Seq, string Text) : ChangeCommand;

    internal sealed record Delete(long Seq) : ChangeCommand;

    internal sealed record React(long Seq, string Emoji, bool On) : ChangeCommand;

    internal sealed record AddMembers(IReadOnlyList<Guid> UserIds) : ChangeCommand;

    /// <summary>The actor removes somebody, or leaves where <paramref name="UserId"/> is the actor.</summary>
    internal sealed record RemoveMember(Guid UserId) : ChangeCommand;

    internal sealed record SetRole(Guid UserId, string Role) : ChangeCommand;

    internal sealed record UpdateChat(string? Name, Guid? PhotoFileId, bool ClearPhoto, bool? HistoryForNew) : ChangeCommand;

    internal sealed record DeleteChat : ChangeCommand;
}

/// <summary>A change as it was committed and goes out to the members.</summary>
/// <param name="Data">JSON object with resulting values; for an edit the text, which the database keeps in the message only.</param>
internal sealed record ChangeEntry(Guid ChatId, long Seq, string Kind, Guid ActorId, long? TargetSeq, string Data, DateTimeOffset At)
{
    /// <summary>Whose stay begins with this entry.</summary>
    public IReadOnlyList<Joined> Joined { get; init; } = [];

    /// <summary>Whose stay ends before this entry.</summary>
    public IReadOnlyList<Guid> Left { get; init; } = [];

    /// <summary>Entries of private logs written in the same transaction.</summary>
    public IReadOnlyList<MeEntry> Me { get; init; } = [];

    /// <summary>How many are in the chat from here on; set where the members changed.</summary>
    public long? MemberCount { get; init; }
}

/// <param name="Stays">Null where all may be seen, which is the rule.</param>
internal readonly record struct Joined(Guid UserId, Stays? Stays);
