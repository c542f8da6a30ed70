using System.Buffers;
using System.Security.Cryptography;
using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files;

/// <summary>What reading a file showed; the size only of pictures that are sound and no bomb.</summary>
internal sealed record Inspected(string ContentType, int? Width, int? Height);

/// <summary>Reads a completed file before anybody may refer to it: what it is, how large unpacked, whether it is what was sent, and harmless.</summary>
internal sealed class FileInspector(FileLimits limits, MalwareScanner scanner, ILogger<FileInspector> log)
{
    private const int Piece = 128 * 1024;

    public async Task<Result<Inspected>> InspectAsync(StoredFile file, Stream bytes, CancellationToken ct)
    {
        if (bytes.Length != file.Size) return FileErrors.PartSize;
        var found = await RecogniseAsync(file, bytes, ct);
        if (!Fits(file, found)) return FileErrors.TypeMismatch;

        Picture? picture = null;
        if (found is not null && ContentTypes.FamilyOf(found) is Family.Picture)
        {
            picture = await Picture.ReadAsync(bytes, found, limits.MaxFrames, ct);
            if (picture is { } sound && !sound.FitsInto(limits)) picture = null;
            if (picture is null && file.Kind == FileKinds.Photo) return FileErrors.Picture;
        }

        if (await ReadAsync(file, bytes, ct) is { } refused) return refused;
        return new Inspected(found ?? file.ContentType, picture?.Width, picture?.Height);
    }

    private static async Task<string?> RecogniseAsync(StoredFile file, Stream bytes, CancellationToken ct)
    {
        var head = new byte[Sniffer.HeadSize];
        bytes.Position = 0;
        var read = await bytes.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return Sniffer.Recognise(head.AsSpan(0, read)) is { } found ? Sniffer.Settle(found, file.ContentType, file.Kind) : null;
    }

    /// <summary>The kind must be right, and what was announced as something we show must be of that family; documents may be anything else.</summary>
    private static bool Fits(StoredFile file, string? found)
    {
        var demanded = ContentTypes.Demanded(file.Kind);
        if (demanded is Family.Other) demanded = ContentTypes.FamilyOf(file.ContentType);
        return demanded is Family.Other || (found is not null && ContentTypes.FamilyOf(found) == demanded);
    }

    /// <summary>All of it once, for the checksum and for the scanner; not at all where neither is wanted.</summary>
    private async Task<Error?> ReadAsync(StoredFile file, Stream bytes, CancellationToken ct)
    {
        await using var scan = await scanner.BeginAsync(ct);
        if (scan is null && file.Sha256 is null) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            bytes.Position = 0;
            while (await bytes.ReadAsync(piece.AsMemory(0, Piece), ct) is > 0 and var count)
            {
                hash.AppendData(piece, 0, count);
                if (scan is not null) await scan.WriteAsync(piece.AsMemory(0, count), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        if (file.Sha256 is { } announced && Convert.ToHexStringLower(hash.GetHashAndReset()) != announced) return FileErrors.Checksum;
        if (scan is null || await scan.FinishAsync(ct) is not { } found) return null;
        log.LogWarning("File {Id} of {Owner} was refused: clamd found {Found}.", file.Id, file.OwnerId, found);
        return FileErrors.Infected;
    }
}
