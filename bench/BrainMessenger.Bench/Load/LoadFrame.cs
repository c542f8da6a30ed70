using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace BrainMessenger.Bench.Load;

/// <summary>
/// Writes sends and finds its way in what comes back, without building anything: the generator shares the cores with
/// what it measures. A text begins with the time of its sending and its number.
/// </summary>
internal sealed class LoadFrame
{
    private const int TextLength = 120;
    private const int StampLength = 16;
    private const int NumberLength = 8;

    private readonly byte[] _send;
    private readonly int _cidAt;
    private readonly int _textAt;

    public LoadFrame(Guid chatId)
    {
        var filling = string.Concat(Enumerable.Repeat("the quick brown fox ", 6))[..(TextLength - StampLength - NumberLength)];
        var frame = $"{{\"type\":\"send\",\"cid\":\"{Guid.Empty}\",\"chatId\":\"{chatId}\",\"text\":\"{new string('0', StampLength + NumberLength)}{filling}\"}}";
        _send = Encoding.UTF8.GetBytes(frame);
        _cidAt = frame.IndexOf(Guid.Empty.ToString(), StringComparison.Ordinal);
        _textAt = frame.IndexOf("\"text\":\"", StringComparison.Ordinal) + 8;
    }

    /// <summary>The frame for the next message; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Next(uint number, long stamp)
    {
        Guid.CreateVersion7().TryFormat(_send.AsSpan(_cidAt), out _);
        stamp.TryFormat(_send.AsSpan(_textAt), out _, "x16", CultureInfo.InvariantCulture);
        number.TryFormat(_send.AsSpan(_textAt + StampLength), out _, "x8", CultureInfo.InvariantCulture);
        return _send;
    }

    /// <summary>The type of the first object in what is left, and the rest behind its beginning; empty at the end.</summary>
    public static ReadOnlySpan<byte> NextType(ref ReadOnlySpan<byte> rest)
    {
        // Quotes within texts are escaped, so this stands at the beginning of a frame's object and nowhere else.
        var at = rest.IndexOf("{\"type\":\""u8);
        if (at < 0) return [];
        rest = rest[(at + 9)..];
        var end = rest.IndexOf((byte)'"');
        var type = rest[..end];
        rest = rest[end..];
        return type;
    }

    /// <summary>What a message's text begins with.</summary>
    public static (long Stamp, uint Number) ReadText(ReadOnlySpan<byte> rest)
    {
        var text = rest[(rest.IndexOf("\"text\":\""u8) + 8)..];
        return Utf8Parser.TryParse(text[..StampLength], out long stamp, out _, 'x')
            && Utf8Parser.TryParse(text.Slice(StampLength, NumberLength), out uint number, out _, 'x')
            ? (stamp, number)
            : throw new FormatException("A message came back with another text than was sent.");
    }
}
