using System.Buffers.Binary;

namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>IHDR gives the size, acTL (before the first image data) the number of an animation's frames.</summary>
internal static class PngHeader
{
    private const int MaxChunks = 1_000;

    public static async ValueTask<Picture?> ReadAsync(ByteReader reader, CancellationToken ct)
    {
        await reader.TakeAsync(8, ct);
        var header = await reader.TakeAsync(8 + 13 + 4, ct);
        if (!header.Span[4..8].SequenceEqual("IHDR"u8)) return null;
        var width = BinaryPrimitives.ReadInt32BigEndian(header.Span[8..]);
        var height = BinaryPrimitives.ReadInt32BigEndian(header.Span[12..]);

        for (var chunk = 0; chunk < MaxChunks; chunk++)
        {
            var start = await reader.TakeAsync(8, ct);
            var length = BinaryPrimitives.ReadUInt32BigEndian(start.Span);
            if (start.Span[4..].SequenceEqual("IDAT"u8)) return new(width, height, 1);
            if (start.Span[4..].SequenceEqual("acTL"u8))
                return new(width, height, BinaryPrimitives.ReadInt32BigEndian((await reader.TakeAsync(4, ct)).Span));
            reader.Skip(length + 4);
        }

        return null;
    }
}
