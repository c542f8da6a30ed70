using System.Security.Cryptography;
using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files;

/// <summary>What reading a file showed; the size only of pictures that are sound and no bomb.</summary>
internal sealed record Inspected(string ContentType, int? Width, int? Height);

/// <summary>Reads a completed file before anybody may refer to it: what it is, how large unpacked, and whether it is what was sent.</summary>
internal static class FileInspector
{
    public static async Task<Result<Inspected>> InspectAsync(StoredFile file, Stream bytes, FileLimits limits, CancellationToken ct)
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

        if (file.Sha256 is { } announced && await Sha256Async(bytes, ct) != announced) return FileErrors.Checksum;
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

    private static async Task<string> Sha256Async(Stream bytes, CancellationToken ct)
    {
        bytes.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct));
    }
}
