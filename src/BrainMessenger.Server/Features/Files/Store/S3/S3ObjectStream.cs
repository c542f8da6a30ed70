using Amazon.S3.Model;

namespace BrainMessenger.Server.Features.Files.Store.S3;

/// <summary>
/// Reads one object as a stream. A request stays open for as long as reading goes on; a move within what is kept of the
/// beginning costs nothing, any other move a request. What breaks off is asked for again from where it broke.
/// </summary>
/// <param name="request">Told of each request when it ends: the bytes that were read by it.</param>
internal sealed class S3ObjectStream(S3Bucket bucket, string key, long length, Action<long> request) : Stream
{
    private const int HeadSize = 64 * 1024;
    private const int LongestSkip = 64 * 1024;
    private const int MostBreaks = 5;

    private readonly byte[] _head = new byte[(int)Math.Min(HeadSize, length)];
    private int _headRead;
    private GetObjectResponse? _answer;
    private long _answerAt;
    private long _position;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("A position before the beginning.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= length) return 0;
        if (_position < _headRead)
        {
            var kept = Math.Min(buffer.Length, _headRead - (int)_position);
            _head.AsMemory((int)_position, kept).CopyTo(buffer);
            _position += kept;
            return kept;
        }

        var read = await FromStoreAsync(buffer, cancellationToken);
        if (_position == _headRead && _headRead < _head.Length)
        {
            var kept = Math.Min(read, _head.Length - _headRead);
            buffer[..kept].CopyTo(_head.AsMemory(_headRead));
            _headRead += kept;
        }

        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => length };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Drop();
        base.Dispose(disposing);
    }

    private async ValueTask<int> FromStoreAsync(Memory<byte> buffer, CancellationToken ct)
    {
        for (var breaks = 0; ; breaks++)
        {
            try
            {
                await ReachAsync(ct);
                var read = await WithinPatienceAsync(buffer, ct);
                if (read == 0) throw new IOException("The store ended its answer early.");
                _answerAt += read;
                _read += read;
                return read;
            }
            catch (Exception e) when (e is not StoreException && breaks < MostBreaks && !ct.IsCancellationRequested && S3Failures.PassesSoon(e))
            {
                Drop();
            }
            catch (Exception e) when (e is not StoreException && !ct.IsCancellationRequested && bucket.Explain(e) is { } failure)
            {
                throw failure;
            }
        }
    }

    /// <summary>Makes the next byte of the answer the one at the position.</summary>
    private async Task ReachAsync(CancellationToken ct)
    {
        if (_answer is not null && _position >= _answerAt && _position - _answerAt <= LongestSkip)
        {
            var skipped = new byte[4096];
            while (_answerAt < _position)
            {
                var read = await WithinPatienceAsync(skipped.AsMemory(0, (int)Math.Min(skipped.Length, _position - _answerAt)), ct);
                if (read == 0) throw new IOException("The store ended its answer early.");
                (_answerAt, _read) = (_answerAt + read, _read + read);
            }

            return;
        }

        Drop();
        var wanted = new GetObjectRequest { BucketName = bucket.Name, Key = key, ByteRange = new ByteRange($"bytes={_position}-") };
        _answer = await bucket.AskAsync((s3, token) => s3.GetObjectAsync(wanted, token), ct)
            ?? throw new IOException($"{key} was deleted while it was read.");
        _answerAt = _position;
    }

    /// <summary>A store that stops in the middle of an answer would hold a request for ever.</summary>
    private async ValueTask<int> WithinPatienceAsync(Memory<byte> buffer, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(bucket.Patience);
        try
        {
            return await _answer!.ResponseStream.ReadAsync(buffer, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The store sent nothing of {key} for {bucket.Patience.TotalSeconds:0} s.");
        }
    }

    private void Drop()
    {
        if (_answer is null) return;
        _answer.Dispose();
        _answer = null;
        request(_read);
        _read = 0;
    }
}
