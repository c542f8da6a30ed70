using System.Buffers;
using System.Collections.Concurrent;

namespace BrainMessenger.Server.Features.Files.Store;

internal enum PartOutcome
{
    Stored,

    /// <summary>More or fewer bytes than the address was signed for.</summary>
    WrongSize,

    /// <summary>The upload was completed or deleted.</summary>
    Closed,

    /// <summary>Too many parts of this upload are being written already.</summary>
    Busy,
}

/// <summary>
/// Writes one part as it comes: to a name of its own, flushed to the disk, and only then under the part's number. Whoever
/// writes the same part at the same time replaces it whole or not at all.
/// </summary>
internal sealed class DiskParts(DiskLayout layout, FileLimits limits, FileMeter meter)
{
    private const int BufferSize = 128 * 1024;
    private readonly ConcurrentDictionary<string, int> _writers = new(StringComparer.Ordinal);

    public async Task<PartOutcome> WriteAsync(PartTicket ticket, Stream body, CancellationToken ct)
    {
        try
        {
            var writers = _writers.AddOrUpdate(ticket.Key, 1, static (_, count) => count + 1);
            return writers > limits.MaxWriters ? PartOutcome.Busy : await WriteGuardedAsync(ticket, body, ct);
        }
        finally
        {
            if (_writers.AddOrUpdate(ticket.Key, 0, static (_, count) => count - 1) == 0) _writers.TryRemove(new(ticket.Key, 0));
        }
    }

    private Task<PartOutcome> WriteGuardedAsync(PartTicket ticket, Stream body, CancellationToken ct) =>
        DiskFailures.Guard(layout.Root, async () =>
        {
            var folder = layout.UploadOf(ticket.Key);
            if (!Directory.Exists(folder)) return PartOutcome.Closed;
            DiskFileStore.RefuseWhenFull(layout, limits, ticket.Length);
            var temporary = DiskLayout.TemporaryPart(folder, ticket.Number);
            try
            {
                if (!await CopyAsync(body, temporary, ticket.Length, ct)) return PartOutcome.WrongSize;
                File.Move(temporary, DiskLayout.Part(folder, ticket.Number), overwrite: true);
            }
            catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
            {
                // Completion moves the folder away: the bytes that were checked stay what they were.
                return PartOutcome.Closed;
            }
            finally
            {
                Discard(temporary);
            }

            meter.Count(ticket.OwnerId, FileOperations.Put, ticket.Length);
            return PartOutcome.Stored;
        });

    private static async Task<bool> CopyAsync(Stream body, string path, long length, CancellationToken ct)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        await using var file = new FileStream(path, options);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long written = 0;
            while (await body.ReadAsync(buffer, ct) is > 0 and var read)
            {
                written += read;
                if (written > length) return false;
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            if (written != length) return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await Task.Run(() => file.Flush(flushToDisk: true), ct);
        return true;
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
    }
}
