using System.Buffers;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>
/// One encoded frame, shared by all its receivers and returned to the pool when the last has let go. The maker holds the
/// first reference; every queue that keeps the frame takes one of its own.
/// </summary>
internal sealed class SharedFrame
{
    private byte[] _buffer;
    private int _references = 1;

    private SharedFrame(byte[] buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>True for <c>[…]</c>: several events in one frame.</summary>
    public bool IsArray => _buffer[0] == (byte)'[';

    public static SharedFrame Copy(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        return new(buffer, bytes.Length);
    }

    /// <summary>Joins frames into one array, in order; arrays among them are opened.</summary>
    public static SharedFrame Join(IReadOnlyList<SharedFrame> frames)
    {
        var size = frames.Count + 1;
        for (var i = 0; i < frames.Count; i++) size += frames[i].Length;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var length = 0;
        buffer[length++] = (byte)'[';
        for (var i = 0; i < frames.Count; i++)
        {
            if (i > 0) buffer[length++] = (byte)',';
            var inner = frames[i].Bytes.Span;
            if (frames[i].IsArray) inner = inner[1..^1];
            inner.CopyTo(buffer.AsSpan(length));
            length += inner.Length;
        }

        buffer[length++] = (byte)']';
        return new(buffer, length);
    }

    public SharedFrame Retain()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) > 0) return;
        var buffer = Interlocked.Exchange(ref _buffer, []);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
