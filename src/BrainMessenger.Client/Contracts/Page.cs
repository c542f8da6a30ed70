using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrainMessenger.Client;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T>
{
    /// <summary>This part.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Pass it as the cursor to go on; null at the end.</summary>
    [JsonConverter(typeof(CursorConverter))]
    public string? Next { get; init; }
}

/// <summary>A part of a chat's history, always in rising seq.</summary>
public sealed record MessagePage
{
    /// <summary>The messages; deleted ones stay, without text and files.</summary>
    public required IReadOnlyList<Message> Items { get; init; }

    /// <summary>The seq to pass on in the same direction; null at the end.</summary>
    public long? Next { get; init; }
}

/// <summary>A cursor is opaque: text or number, it is handed back as it came.</summary>
internal sealed class CursorConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Number
            ? reader.GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)
            : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
