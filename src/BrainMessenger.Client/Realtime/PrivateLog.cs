using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>How far the caller's private log is known. Its owner holds the lock during every call.</summary>
internal sealed class PrivateLog(Action<SocketEvent> publish)
{
    /// <summary>Null before the first ready.</summary>
    public long? Seq { get; private set; }

    public void Begin(long head) => Seq ??= head;

    /// <summary>Takes an entry once; the chat that is gone with it, if any.</summary>
    public Guid? Accept(MeChange change)
    {
        if (change.Seq <= Seq) return null;
        Seq = change.Seq;
        publish(new MeEvent(change));
        return change.Kind == "chat" && IsGone(change.Data) ? change.ChatId : null;
    }

    private static bool IsGone(JsonElement? data) =>
        data is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("state", out var state)
        && state.ValueEquals("gone");
}
