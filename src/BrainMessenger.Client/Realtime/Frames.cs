using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrainMessenger.Client;

internal sealed record ReadyFrame
{
    public required Guid UserId { get; init; }

    public string? Epoch { get; init; }

    public IReadOnlyDictionary<Guid, long> Behind { get; init => field = value ?? field; } = new Dictionary<Guid, long>();

    public IReadOnlyList<Guid> Gone { get; init => field = Lists.Of(value); } = [];

    public long MeHead { get; init; }
}

internal sealed record AckFrame(Guid Cid, Guid ChatId, long Seq, long Ordinal, DateTimeOffset At);

internal sealed record ErrorFrame(Guid? Cid, string Code, string? Detail, double? RetryAfter);

internal sealed record PartFrame(string Part);

/// <summary>Writes the client's frames.</summary>
internal static class Frames
{
    /// <summary>The server reads JSON and nothing else, so only what JSON demands is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly ReadOnlyMemory<byte> Ping = Write("ping", _ => { });

    public static ReadOnlyMemory<byte> Hello(
        string token, string? epoch, IEnumerable<KeyValuePair<Guid, long>> have, long? me) =>
        Write("hello", json =>
        {
            json.WriteString("token", token);
            if (epoch is not null) json.WriteString("epoch", epoch);
            json.WriteStartObject("have");
            foreach (var (chatId, seq) in have) json.WriteNumber(chatId.ToString(), seq);
            json.WriteEndObject();
            if (me is { } seqOfMe) json.WriteNumber("me", seqOfMe);
        });

    public static ReadOnlyMemory<byte> Send(Guid chatId, NewMessage message) =>
        Write("send", json =>
        {
            json.WriteString("cid", message.Cid);
            json.WriteString("chatId", chatId);
            if (message.Text is not null) json.WriteString("text", message.Text);
            if (message.ReplyTo is { } seq) json.WriteNumber("replyTo", seq);
            if (message.FileIds is { } files) WriteIds(json, "fileIds", files);
        });

    public static ReadOnlyMemory<byte> Token(string token) => Write("token", json => json.WriteString("token", token));

    public static ReadOnlyMemory<byte> Typing(Guid chatId) => Write("typing", json => json.WriteString("chatId", chatId));

    public static ReadOnlyMemory<byte> Read(Guid chatId, long seq) =>
        Write("read", json =>
        {
            json.WriteString("chatId", chatId);
            json.WriteNumber("seq", seq);
        });

    public static ReadOnlyMemory<byte> Watch(IReadOnlyList<Guid> userIds) =>
        Write("watch", json => WriteIds(json, "userIds", userIds));

    public static ReadOnlyMemory<byte> Presence(string state) =>
        Write("presence", json => json.WriteString("state", state));

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<Guid> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Write(string type, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            body(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
