namespace BrainMessenger.Server.Features.Files;

internal sealed class StoredFile
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>uploads/{fileId}/{random}; the name never shapes a path.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required long Size { get; init; }

    public required string ContentType { get; set; }

    public required string Kind { get; set; }

    public required string Status { get; set; }

    public required long PartSize { get; init; }

    public string? Sha256 { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>Seconds.</summary>
    public double? Duration { get; set; }

    public string? BlurHash { get; set; }

    public string? Waveform { get; set; }

    public Guid? ThumbnailOf { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadyAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

internal static class FileStatus
{
    public const string Uploading = "uploading";
    public const string Ready = "ready";
    public const string Deleted = "deleted";
}
