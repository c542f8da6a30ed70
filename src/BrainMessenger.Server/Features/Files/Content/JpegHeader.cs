using System.Buffers.Binary;

namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>Walks the segments to the start-of-frame, which holds the size.</summary>
internal static class JpegHeader
{
    private const int MaxSegments = 10_000;

    public static async ValueTask<Picture?> ReadAsync(ByteReader reader, CancellationToken ct)
    {
        await reader.TakeAsync(2, ct);
        for (var segment = 0; segment < MaxSegments; segment++)
        {
            if (await reader.ByteAsync(ct) != 0xFF) return null;
            var marker = await reader.ByteAsync(ct);
            // Any number of fill bytes may stand before a marker.
            while (marker == 0xFF) marker = await reader.ByteAsync(ct);
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7)) continue;
            if (marker is 0xD9 or 0xDA) return null;

            var length = await reader.BigEndian16Async(ct);
            if (IsStartOfFrame(marker))
            {
                var frame = await reader.TakeAsync(5, ct);
                return new(BinaryPrimitives.ReadUInt16BigEndian(frame.Span[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame.Span[1..]), 1);
            }

            reader.Skip(length - 2);
        }

        return null;
    }

    /// <summary>C4, C8 and CC share the range and are tables.</summary>
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
