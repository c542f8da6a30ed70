using System.Buffers.Binary;

namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>Reads a header piece by piece: small buffer, and what is skipped is not read.</summary>
internal sealed class ByteReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next bytes, valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter than its header says.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(int count, CancellationToken ct)
    {
        if (_end - _start < count) await FillAsync(count, ct);
        var taken = _buffer.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    public async ValueTask<byte> ByteAsync(CancellationToken ct) => (await TakeAsync(1, ct)).Span[0];

    public async ValueTask<int> BigEndian16Async(CancellationToken ct) => BinaryPrimitives.ReadUInt16BigEndian((await TakeAsync(2, ct)).Span);

    public void Skip(long count)
    {
        if (count < 0) throw new EndOfStreamException();
        var buffered = Math.Min(count, _end - _start);
        _start += (int)buffered;
        if (count > buffered) stream.Position = Math.Min(stream.Length, stream.Position + count - buffered);
    }

    private async ValueTask FillAsync(int count, CancellationToken ct)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        _end += await stream.ReadAtLeastAsync(_buffer.AsMemory(_end), count - _end, throwOnEndOfStream: true, ct);
    }
}
