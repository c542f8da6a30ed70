using Microsoft.Win32.SafeHandles;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>Reads the part files of one object as one stream; only the part being read is open.</summary>
/// <param name="closed">Told the bytes that were read.</param>
internal sealed class PartsStream(string folder, long[] lengths, Action<long>? closed) : Stream
{
    private SafeFileHandle? _handle;
    private int _open = -1;
    private long _position;
    private long _read;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = lengths.Sum();

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("A position before the beginning.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || !Locate(out var handle, out var offset)) return 0;
        return Advance(await RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => !buffer.IsEmpty && Locate(out var handle, out var offset) ? Advance(RandomAccess.Read(handle, buffer, offset)) : 0;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => Length };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _handle?.Dispose();
            closed?.Invoke(_read);
        }

        base.Dispose(disposing);
    }

    private bool Locate(out SafeFileHandle handle, out long offset)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        offset = _position;
        var part = 0;
        while (part < lengths.Length && offset >= lengths[part]) offset -= lengths[part++];
        if (part == lengths.Length)
        {
            handle = null!;
            return false;
        }

        if (part != _open)
        {
            _handle?.Dispose();
            _handle = File.OpenHandle(DiskLayout.Part(folder, part + 1), options: FileOptions.Asynchronous | FileOptions.SequentialScan);
            _open = part;
        }

        handle = _handle!;
        return true;
    }

    private int Advance(int read)
    {
        // A part that became shorter than it was when the file was checked is damage, not an end.
        if (read == 0) throw new IOException($"{DiskLayout.Part(folder, _open + 1)} is shorter than it was.");
        _position += read;
        _read += read;
        return read;
    }
}
