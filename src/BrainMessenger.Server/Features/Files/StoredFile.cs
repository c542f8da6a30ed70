using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Features.Files.Store;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// What is known about a file; its bytes lie in the store under <see cref="Key"/>. Rows are only inserted and changed by
/// statements with a condition, never tracked.
/// </summary>
internal sealed record StoredFile
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>uploads/{fileId}/{random}; the name never shapes a path. Rows of one owner may share it.</summary>
    public required string Key { get; init; }

    /// <summary>Which of <see cref="FileStores"/> has the bytes.</summary>
    public required string Store { get; init; }

    /// <summary>The store's own id of the unfinished upload; empty where it needs none.</summary>
    public required string UploadId { get; init; }

    public required string Name { get; init; }

    public required long Size { get; init; }

    /// <summary>As announced while uploading, as found by reading once ready.</summary>
    public required string ContentType { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public required long PartSize { get; init; }

    /// <summary>Lower-case hex; checked before the file is ready.</summary>
    public string? Sha256 { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Seconds.</summary>
    public double? Duration { get; init; }

    public string? BlurHash { get; init; }

    public string? Waveform { get; init; }

    /// <summary>The original of which this is the small picture.</summary>
    public Guid? ThumbnailOf { get; init; }

    /// <summary>The ready small picture of this file.</summary>
    public Guid? ThumbnailId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>
    /// Whether a browser may show it instead of saving it: only what was recognised by reading, and of pictures only those
    /// whose size was found and is no bomb's (others have no width). Never SVG or HTML.
    /// </summary>
    public bool IsShowable() => ContentTypes.FamilyOf(ContentType) switch
    {
        Family.Picture => Width is not null,
        Family.Video or Family.Audio => true,
        _ => false,
    };

    public StoreUpload Upload() => new(Key, UploadId, new(Size, PartSize), OwnerId);

    public FileView ToView() => new(
        Id, Name, Size, ContentType, Kind, Status, Width, Height, Duration, BlurHash, Waveform, ThumbnailId is not null, CreatedAt);
}

internal static class FileStatus
{
    public const string Uploading = "uploading";
    public const string Ready = "ready";
    public const string Deleted = "deleted";
}

internal static class FileKinds
{
    public const string Photo = "photo";
    public const string Video = "video";
    public const string Voice = "voice";
    public const string Document = "document";
}
