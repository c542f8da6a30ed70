using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>Takes the server's frames apart. Types that it does not know are a newer server's and skipped.</summary>
internal sealed class FrameReader(SocketState state, GapFiller gaps, Listeners listeners, CancellationToken ct)
{
    /// <summary>The ready frame, which comes first, and what came along with it.</summary>
    /// <exception cref="JsonException">It is another frame.</exception>
    public static ReadyFrame Ready(JsonElement first, out IEnumerable<JsonElement> rest)
    {
        var (frame, others) = first.ValueKind is JsonValueKind.Array
            ? (first[0], first.EnumerateArray().Skip(1).ToList())
            : (first, []);
        if (Type(frame) != "ready") throw new JsonException($"Expected ready, got {Type(frame)}.");
        rest = others;
        return frame.Deserialize(ClientJson.Default.ReadyFrame)!;
    }

    public void Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Array) ReadOne(root);
        else foreach (var frame in root.EnumerateArray()) ReadOne(frame);
    }

    private static string? Type(JsonElement frame) =>
        frame.TryGetProperty("type", out var type) ? type.GetString() : null;

    private void ReadOne(JsonElement frame)
    {
        switch (Type(frame))
        {
            case "ack": Acked(frame.Deserialize(ClientJson.Default.AckFrame)!); break;
            case "message": Accept(frame.Deserialize(ClientJson.Default.Message)!); break;
            case "change": Accept(frame.Deserialize(ClientJson.Default.Change)!); break;
            case "error": state.Refused(frame.Deserialize(ClientJson.Default.ErrorFrame)!, ct); break;
            case "me": Me(frame.Deserialize(ClientJson.Default.MeChange)!); break;
            case "read": listeners.Publish(frame.Deserialize(ClientJson.Default.ReadEvent)!); break;
            case "typing": listeners.Publish(frame.Deserialize(ClientJson.Default.TypingEvent)!); break;
            case "presence": listeners.Publish(frame.Deserialize(ClientJson.Default.PresenceEvent)!); break;
            case "degraded": Part(frame, degraded: true); break;
            case "recovered": Part(frame, degraded: false); break;
            case "pong": state.Pong(); break;
        }
    }

    public void Me(MeChange change)
    {
        if (state.Me(change)) gaps.Want([change.ChatId!.Value]);
    }

    private void Part(JsonElement frame, bool degraded) =>
        listeners.Publish(new PartEvent(frame.Deserialize(ClientJson.Default.PartFrame)!.Part, degraded));

    private void Acked(AckFrame ack)
    {
        if (state.Acked(ack, out var fetch)) _ = gaps.WantLaterAsync(ack.ChatId, ct);
        if (fetch) gaps.Want([ack.ChatId]);
    }

    private void Accept(LogEntry entry)
    {
        if (state.Accept(entry)) _ = gaps.WantLaterAsync(entry.ChatId, ct);
    }
}
