using System.Buffers.Binary;

namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>A RIFF of chunks: VP8, VP8L or VP8X hold the size, every ANMF is a frame.</summary>
internal static class WebpHeader
{
    private const int MaxChunks = 100_000;

    public static async ValueTask<Picture?> ReadAsync(ByteReader reader, int maxFrames, CancellationToken ct)
    {
        var riff = await reader.TakeAsync(12, ct);
        var left = BinaryPrimitives.ReadUInt32LittleEndian(riff.Span[4..]) - 4L;
        var picture = default(Picture);
        for (var chunk = 0; left >= 8 && chunk < MaxChunks && picture.Frames <= maxFrames; chunk++)
        {
            var start = (await reader.TakeAsync(8, ct)).ToArray();
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(4));
            var padded = length + (length & 1);
            var head = HeadSize(start);
            if (head > length) return null;
            if (head > 0)
            {
                var bytes = await reader.TakeAsync(head, ct);
                picture = Apply(picture, start, bytes.Span);
            }

            reader.Skip(padded - head);
            left -= 8 + padded;
        }

        return picture.Frames == 0 ? picture with { Frames = 1 } : picture;
    }

    private static int HeadSize(ReadOnlySpan<byte> chunk) =>
        chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8X"u8) ? 10
        : chunk.StartsWith("VP8L"u8) ? 5
        : chunk.StartsWith("ANMF"u8) ? 12
        : 0;

    private static Picture Apply(Picture picture, ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> head)
    {
        if (chunk.StartsWith("VP8 "u8))
            return picture.Covering(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) & 0x3FFF);
        if (chunk.StartsWith("VP8X"u8)) return picture.Covering(Int24(head[4..]) + 1, Int24(head[7..]) + 1);
        if (chunk.StartsWith("ANMF"u8)) return picture.Covering(Int24(head[6..]) + 1, Int24(head[9..]) + 1) with { Frames = picture.Frames + 1 };

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        return picture.Covering((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
