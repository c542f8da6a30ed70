using System.Text.Json;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>Any frame that a client may send (design §6); which fields count depends on the type.</summary>
internal sealed class ClientFrame
{
    public string? Type { get; init; }

    public string? Token { get; init; }

    public Guid? Epoch { get; init; }

    public Dictionary<Guid, long>? Have { get; init; }

    public long? Me { get; init; }

    public Guid? Cid { get; init; }

    public Guid? ChatId { get; init; }

    public string? Text { get; init; }

    public long? ReplyTo { get; init; }

    public List<Guid>? FileIds { get; init; }

    public long? Seq { get; init; }

    public List<Guid>? UserIds { get; init; }

    public string? State { get; init; }

    /// <summary>Null where the bytes are no such frame.</summary>
    public static ClientFrame? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, FrameJson.Default.ClientFrame) is { Type: not null } frame ? frame : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate escape: the reader cannot make text of it.
            return null;
        }
    }
}
