using System.Buffers.Binary;
using System.Text;

namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>Recognises a file by its first bytes. What it does not know is downloaded, never shown.</summary>
internal static class Sniffer
{
    public const int HeadSize = 4096;

    /// <summary>Null for everything that is not one of the types we show.</summary>
    public static string? Recognise(ReadOnlySpan<byte> head) =>
        StartsWith(head, 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A) ? ContentTypes.Png
        : StartsWith(head, 0xFF, 0xD8, 0xFF) ? ContentTypes.Jpeg
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? ContentTypes.Gif
        : head.StartsWith("RIFF"u8) ? Riff(head)
        : head.Length >= 12 && head[4..].StartsWith("ftyp"u8) ? IsoMedia(head)
        : StartsWith(head, 0x1A, 0x45, 0xDF, 0xA3) ? Matroska(head)
        : head.StartsWith("OggS"u8) ? Ogg(head)
        : Sound(head);

    /// <summary>
    /// Some containers carry sound alone as well as film with the same first bytes: there the announced type decides, and
    /// neither is dangerous.
    /// </summary>
    public static string Settle(string found, string announced, string kind)
    {
        var asSound = found switch
        {
            "video/mp4" => "audio/mp4",
            "video/webm" => "audio/webm",
            "video/ogg" => "audio/ogg",
            _ => found,
        };
        return announced == asSound || kind == FileKinds.Voice ? asSound : found;
    }

    private static bool StartsWith(ReadOnlySpan<byte> head, params ReadOnlySpan<byte> signature) => head.StartsWith(signature);

    private static string? Riff(ReadOnlySpan<byte> head) =>
        head.Length < 12 ? null
        : head[8..].StartsWith("WEBP"u8) ? ContentTypes.Webp
        : head[8..].StartsWith("WAVE"u8) ? "audio/wav"
        : null;

    /// <summary>
    /// A camera maker's own brand (such as XAVC) is followed by those of the common formats that the file keeps to
    /// (ISO/IEC 14496-12, 4.3). Pictures come in the same box and are not films.
    /// </summary>
    private static string? IsoMedia(ReadOnlySpan<byte> head)
    {
        var brand = head.Slice(8, 4);
        if (brand.SequenceEqual("M4A "u8) || brand.SequenceEqual("M4B "u8)) return "audio/mp4";
        if (brand.SequenceEqual("qt  "u8)) return "video/quicktime";
        if (IsFilm(brand)) return "video/mp4";
        if (IsPicture(brand)) return null;
        var isFilm = false;
        var end = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), head.Length);
        for (var at = 16; at + 4 <= end; at += 4)
        {
            var compatible = head.Slice(at, 4);
            if (IsPicture(compatible)) return null;
            isFilm |= IsFilm(compatible);
        }

        return isFilm ? "video/mp4" : null;
    }

    private static bool IsFilm(ReadOnlySpan<byte> brand) =>
        IsOneOf(brand, ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "3gp4", "3gp5", "3gp6", "MSNV"]);

    private static bool IsPicture(ReadOnlySpan<byte> brand) => IsOneOf(brand, ["mif1", "msf1", "heic", "heix", "avif", "avis", "crx "]);

    private static bool IsOneOf(ReadOnlySpan<byte> brand, ReadOnlySpan<string> brands)
    {
        foreach (var one in brands)
            if (Ascii.Equals(brand, one)) return true;
        return false;
    }

    private static string? Matroska(ReadOnlySpan<byte> head) =>
        head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) > 0 ? "video/webm" : null;

    private static string Ogg(ReadOnlySpan<byte> head) =>
        head[..Math.Min(head.Length, 64)].IndexOf("theora"u8) > 0 ? "video/ogg" : "audio/ogg";

    private static string? Sound(ReadOnlySpan<byte> head) =>
        head.StartsWith("fLaC"u8) ? "audio/flac"
        : head.StartsWith("ID3"u8) ? "audio/mpeg"
        : head.Length < 2 || head[0] != 0xFF ? null
        : head[1] is 0xFB or 0xFA or 0xF3 or 0xF2 ? "audio/mpeg"
        : head[1] is 0xF1 or 0xF9 ? "audio/aac"
        : null;
}
