using System.Buffers.Binary;

namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>GIF says nowhere how many frames it has: they are counted block by block, up to one more than allowed.</summary>
internal static class GifHeader
{
    public static async ValueTask<Picture?> ReadAsync(ByteReader reader, int maxFrames, CancellationToken ct)
    {
        var screen = await reader.TakeAsync(13, ct);
        var picture = new Picture(BinaryPrimitives.ReadUInt16LittleEndian(screen.Span[6..]), BinaryPrimitives.ReadUInt16LittleEndian(screen.Span[8..]), 0);
        reader.Skip(TableSize(screen.Span[10]));
        while (picture.Frames <= maxFrames)
        {
            switch (await reader.ByteAsync(ct))
            {
                case 0x2C:
                    picture = await FrameAsync(reader, picture, ct);
                    break;
                case 0x21:
                    await reader.ByteAsync(ct);
                    await SkipBlocksAsync(reader, ct);
                    break;
                case 0x3B:
                    return picture;
                default:
                    return null;
            }
        }

        return picture;
    }

    private static async ValueTask<Picture> FrameAsync(ByteReader reader, Picture picture, CancellationToken ct)
    {
        var frame = (await reader.TakeAsync(9, ct)).ToArray();
        reader.Skip(TableSize(frame[8]) + 1);
        await SkipBlocksAsync(reader, ct);
        var right = BinaryPrimitives.ReadUInt16LittleEndian(frame) + BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(4));
        var bottom = BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(2)) + BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(6));
        return picture.Covering(right, bottom) with { Frames = picture.Frames + 1 };
    }

    private static async ValueTask SkipBlocksAsync(ByteReader reader, CancellationToken ct)
    {
        while (await reader.ByteAsync(ct) is > 0 and var length) reader.Skip(length);
    }

    private static int TableSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
}
