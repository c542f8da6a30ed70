namespace BrainMessenger.Server.Features.Files.Content;

/// <summary>What a picture's headers say; the largest sizes found, so that no frame is larger than it claims.</summary>
internal readonly record struct Picture(int Width, int Height, int Frames)
{
    public long Pixels => (long)Width * Height;

    public bool FitsInto(FileLimits limits) =>
        Pixels <= limits.MaxPixels && Frames <= limits.MaxFrames && Pixels * Frames <= limits.MaxFramePixels;

    /// <summary>Null where the headers make no sense.</summary>
    public static async Task<Picture?> ReadAsync(Stream stream, string contentType, int maxFrames, CancellationToken ct)
    {
        stream.Position = 0;
        var reader = new ByteReader(stream);
        try
        {
            var picture = contentType switch
            {
                ContentTypes.Png => await PngHeader.ReadAsync(reader, ct),
                ContentTypes.Jpeg => await JpegHeader.ReadAsync(reader, ct),
                ContentTypes.Gif => await GifHeader.ReadAsync(reader, maxFrames, ct),
                ContentTypes.Webp => await WebpHeader.ReadAsync(reader, maxFrames, ct),
                _ => null,
            };
            return picture is { Width: > 0, Height: > 0, Frames: > 0 } ? picture : null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    public Picture Covering(int width, int height) => this with { Width = Math.Max(Width, width), Height = Math.Max(Height, height) };
}
