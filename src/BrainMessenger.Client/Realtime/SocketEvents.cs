namespace BrainMessenger.Client;

/// <summary>Something that <see cref="ChatSocket"/> tells.</summary>
public abstract record SocketEvent;

/// <summary>The next entry of a chat's log: each once, in seq order, the caller's own sends too.</summary>
/// <param name="Entry">A <see cref="Message"/> or a <see cref="Change"/>.</param>
public sealed record EntryEvent(LogEntry Entry) : SocketEvent;

/// <summary>Somebody's read mark moved.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Seq">To here.</param>
public sealed record ReadEvent(Guid ChatId, Guid UserId, long Seq) : SocketEvent;

/// <summary>Somebody is writing; lapses after 6 s.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="UserId">Who.</param>
public sealed record TypingEvent(Guid ChatId, Guid UserId) : SocketEvent;

/// <summary>A watched person came or left.</summary>
/// <param name="UserId">Who.</param>
/// <param name="State">Such as <c>online</c> or <c>offline</c>.</param>
/// <param name="LastSeen">When the last device left.</param>
public sealed record PresenceEvent(Guid UserId, string State, DateTimeOffset? LastSeen) : SocketEvent;

/// <summary>The caller's private state changed on some device.</summary>
/// <param name="Change">What.</param>
public sealed record MeEvent(MeChange Change) : SocketEvent;

/// <summary>A part of the server stopped or came back.</summary>
/// <param name="Part">Which.</param>
/// <param name="Degraded">Stopped, or back again.</param>
public sealed record PartEvent(string Part, bool Degraded) : SocketEvent;

/// <summary>The server takes frames; what was missed follows as entries.</summary>
/// <param name="UserId">Who is signed in.</param>
/// <param name="Epoch">The database's id.</param>
public sealed record ConnectedEvent(Guid UserId, string? Epoch) : SocketEvent;

/// <summary>The connection ended; the socket comes back by itself.</summary>
/// <param name="Code">The server's close code; null for a cut or a failed try.</param>
/// <param name="Reason">What the server or the network said.</param>
public sealed record DisconnectedEvent(int? Code, string? Reason) : SocketEvent;

/// <summary>The caller may not see the chat any more.</summary>
/// <param name="ChatId">The chat.</param>
public sealed record GoneEvent(Guid ChatId) : SocketEvent;

/// <summary>Forget what is known and begin anew: the log was replaced, or too much was missed.</summary>
/// <param name="ChatId">The chat, or all of them when null.</param>
/// <param name="Position">Entries after this one follow; fetch what lies before by pages of history.</param>
public sealed record ResyncEvent(Guid? ChatId, long Position) : SocketEvent;

/// <summary>A frame other than a send was refused.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">A sentence for the user.</param>
public sealed record RefusedEvent(string Code, string Detail) : SocketEvent;

/// <summary>The session has ended; the socket does not come back.</summary>
public sealed record SessionEndedEvent : SocketEvent;
