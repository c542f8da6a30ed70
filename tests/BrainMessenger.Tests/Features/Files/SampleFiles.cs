using System.Buffers.Binary;
using System.Text;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>Small files of each sort, made by hand: headers that are true, and as much rubbish behind them as is asked for.</summary>
internal static class SampleFiles
{
    public static byte[] Bytes(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Png(int width, int height, int? frames = null, int padding = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        var animation = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(animation, frames ?? 1);
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. frames is null ? [] : Chunk("acTL", animation),
            .. Chunk("IDAT", Bytes(padding + 10)), .. Chunk("IEND", []),
        ];
    }

    public static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        0xFF, 0xFF, 0xC4, 0, 4, 0, 0,
        0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        0xFF, 0xDA, 0, 2, .. Bytes(50), 0xFF, 0xD9,
    ];

    public static byte[] Gif(int width, int height, int frames, int? frameWidth = null)
    {
        byte[] screen = [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0x80, 0, 0, .. new byte[6]];
        byte[] frame = [0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, .. Little16(frameWidth ?? width), .. Little16(height), 0, 2, 3, 1, 2, 3, 0];
        return [.. screen, .. Enumerable.Repeat(frame, frames).SelectMany(f => f), 0x3B];
    }

    public static byte[] Webp(int width, int height, int frames = 0)
    {
        byte[] canvas = [2, 0, 0, 0, .. Little24(width - 1), .. Little24(height - 1)];
        byte[] frame = [0, 0, 0, 0, 0, 0, .. Little24(width - 1), .. Little24(height - 1), 0, 0, 0, 0];
        byte[] chunks = [.. "WEBP"u8, .. RiffChunk("VP8X", canvas), .. Enumerable.Repeat(RiffChunk("ANMF", frame), frames).SelectMany(f => f)];
        return [.. "RIFF"u8, .. Little32(chunks.Length), .. chunks];
    }

    public static byte[] WebpLossless(int width, int height)
    {
        byte[] chunks = [.. "WEBP"u8, .. RiffChunk("VP8L", [0x2F, .. Little32((width - 1) | ((height - 1) << 14)), 1])];
        return [.. "RIFF"u8, .. Little32(chunks.Length), .. chunks];
    }

    public static byte[] Mp4(int size = 2_000) => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2"u8, .. Bytes(size)];

    public static byte[] WebmSound() => [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84, .. "webm"u8, .. Bytes(500)];

    public static byte[] Svg() => Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");

    public static byte[] Html() => Encoding.UTF8.GetBytes("<!doctype html><script>document.title='run'</script>");

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    private static byte[] RiffChunk(string type, byte[] data) => [.. Encoding.ASCII.GetBytes(type), .. Little32(data.Length), .. data, .. new byte[data.Length & 1]];

    private static byte[] Little16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Little24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Little32(int value) => [.. Little24(value), (byte)(value >> 24)];
}
