namespace BrainMessenger.Server.Features.Files;

/// <summary>A file as people see it (design §7).</summary>
/// <param name="Id">Id by which links are asked for.</param>
/// <param name="Name">The name it was uploaded under, made safe.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">Media type, as found by reading the file.</param>
/// <param name="Kind">photo, video, voice or document.</param>
/// <param name="Status">uploading, ready or deleted.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="BlurHash">A tiny stand-in for the picture while it loads.</param>
/// <param name="Waveform">Loudness of a voice message, base64.</param>
/// <param name="HasThumbnail">Whether link?variant=thumbnail answers.</param>
/// <param name="CreatedAt">When it was reserved, UTC.</param>
public sealed record FileView(
    Guid Id,
    string Name,
    long Size,
    string ContentType,
    string Kind,
    string Status,
    int? Width,
    int? Height,
    double? Duration,
    string? BlurHash,
    string? Waveform,
    bool HasThumbnail,
    DateTimeOffset CreatedAt);
