using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>Writes the server's frames (design §6): compact JSON with <c>type</c> first.</summary>
internal static class Frames
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static SharedFrame Message(MessageAppend message, Position position)
    {
        var json = Begin("message"u8);
        json.WriteString("chatId"u8, message.ChatId);
        json.WriteNumber("seq"u8, position.Seq);
        json.WriteNumber("ordinal"u8, position.Ordinal);
        json.WriteString("senderId"u8, message.ActorId);
        json.WriteString("cid"u8, message.Body.Cid);
        json.WriteString("text"u8, message.Body.Text);
        json.WriteString("at"u8, position.At);
        if (message.Body.ReplyTo is { } reply) json.WriteNumber("replyTo"u8, reply);
        if (message.Files.Count > 0)
        {
            json.WritePropertyName("files"u8);
            JsonSerializer.Serialize(json, message.Files, FrameJson.Default.IReadOnlyListFileView);
        }

        return End(json);
    }

    public static SharedFrame Ack(Guid cid, Guid chatId, Position position)
    {
        var json = Begin("ack"u8);
        json.WriteString("cid"u8, cid);
        json.WriteString("chatId"u8, chatId);
        json.WriteNumber("seq"u8, position.Seq);
        json.WriteNumber("ordinal"u8, position.Ordinal);
        json.WriteString("at"u8, position.At);
        return End(json);
    }

    public static SharedFrame Error(Error error, Guid? cid = null)
    {
        var json = Begin("error"u8);
        if (cid is { } id) json.WriteString("cid"u8, id);
        json.WriteString("code"u8, error.Code);
        json.WriteString("detail"u8, error.Detail);
        if (error.RetryAfter is { } seconds) json.WriteNumber("retryAfter"u8, seconds);
        return End(json);
    }

    /// <param name="withData">False for those who may not see the target: they learn the position only.</param>
    public static SharedFrame Change(ChangeEntry change, bool withData)
    {
        var json = Begin("change"u8);
        json.WriteString("chatId"u8, change.ChatId);
        json.WriteNumber("seq"u8, change.Seq);
        json.WriteString("kind"u8, change.Kind);
        json.WriteString("actorId"u8, change.ActorId);
        if (change.TargetSeq is { } target) json.WriteNumber("targetSeq"u8, target);
        if (withData)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(change.Data, skipInputValidation: true);
        }

        json.WriteString("at"u8, change.At);
        return End(json);
    }

    public static SharedFrame Me(MeEntry entry)
    {
        var json = Begin("me"u8);
        json.WriteNumber("seq"u8, entry.Seq);
        json.WriteString("kind"u8, entry.Kind);
        if (entry.ChatId != Guid.Empty) json.WriteString("chatId"u8, entry.ChatId);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(entry.Data, skipInputValidation: true);
        json.WriteString("at"u8, entry.At);
        return End(json);
    }

    public static SharedFrame Read(Guid chatId, Guid userId, long seq)
    {
        var json = Begin("read"u8);
        json.WriteString("chatId"u8, chatId);
        json.WriteString("userId"u8, userId);
        json.WriteNumber("seq"u8, seq);
        return End(json);
    }

    public static SharedFrame Typing(Guid chatId, Guid userId)
    {
        var json = Begin("typing"u8);
        json.WriteString("chatId"u8, chatId);
        json.WriteString("userId"u8, userId);
        return End(json);
    }

    public static SharedFrame Presence(Guid userId, string state, DateTimeOffset? lastSeen)
    {
        var json = Begin("presence"u8);
        json.WriteString("userId"u8, userId);
        json.WriteString("state"u8, state);
        if (lastSeen is { } at) json.WriteString("lastSeen"u8, at);
        return End(json);
    }

    public static SharedFrame Ready(Guid userId, Guid epoch, Greeting greeting)
    {
        var json = Begin("ready"u8);
        json.WriteString("userId"u8, userId);
        json.WriteString("epoch"u8, epoch);
        json.WriteStartObject("behind"u8);
        foreach (var (chat, head) in greeting.Behind) json.WriteNumber(chat.ToString(), head);
        json.WriteEndObject();
        json.WriteStartArray("gone"u8);
        foreach (var chat in greeting.Gone) json.WriteStringValue(chat);
        json.WriteEndArray();
        json.WriteNumber("meHead"u8, greeting.MeHead);
        json.WriteStartObject("features"u8);
        json.WriteEndObject();
        return End(json);
    }

    /// <summary>A part of the server is out of order, or works again.</summary>
    public static SharedFrame Part(bool isOut, string part)
    {
        var json = Begin(isOut ? "degraded"u8 : "recovered"u8);
        json.WriteString("part"u8, part);
        return End(json);
    }

    public static SharedFrame Pong() => End(Begin("pong"u8));

    private static Utf8JsonWriter Begin(ReadOnlySpan<byte> type)
    {
        _buffer ??= new(1024);
        _buffer.ResetWrittenCount();
        if (_writer is null) _writer = new(_buffer, _options);
        else _writer.Reset(_buffer);
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, type);
        return _writer;
    }

    private static SharedFrame End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        return SharedFrame.Copy(_buffer!.WrittenSpan);
    }
}

/// <summary>What a connecting client is told first.</summary>
/// <param name="Behind">Chats of the client's <c>have</c> whose head differs.</param>
/// <param name="Gone">Chats of the client's <c>have</c> that this user may not see.</param>
internal sealed record Greeting(IReadOnlyDictionary<Guid, long> Behind, IReadOnlyList<Guid> Gone, long MeHead);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyList<FileView>))]
[System.Text.Json.Serialization.JsonSerializable(typeof(ClientFrame))]
internal sealed partial class FrameJson : System.Text.Json.Serialization.JsonSerializerContext;
