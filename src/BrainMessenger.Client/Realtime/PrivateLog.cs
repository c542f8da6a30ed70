using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>How far the caller's private log is known. Its owner holds the lock during every call.</summary>
internal sealed class PrivateLog(Action<SocketEvent> publish)
{
    /// <summary>Null before the first ready.</summary>
    public long? Seq { get; private set; }

    public void Begin(long head) => Seq ??= head;

    /// <summary>Takes an entry once; the state (<c>new</c> or <c>gone</c>) where it is about a chat as a whole.</summary>
    public string? Accept(MeChange change)
    {
        if (change.Seq <= Seq) return null;
        Seq = change.Seq;
        publish(new MeEvent(change));
        return change is { Kind: "chat", ChatId: not null, Data: { ValueKind: JsonValueKind.Object } data }
            && data.TryGetProperty("state", out var state) ? state.GetString() : null;
    }
}
