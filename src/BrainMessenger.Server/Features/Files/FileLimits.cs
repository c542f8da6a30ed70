namespace BrainMessenger.Server.Features.Files;

/// <summary>Every number that bounds files; docs/files.md repeats the table.</summary>
internal sealed record FileLimits
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>What everybody may store.</summary>
    public FileAllowance Everyone { get; init; } = new(100 * Mebibyte, 5 * 1024 * Mebibyte);

    /// <summary>The same while a subscription runs. What was stored under it stays when it ends.</summary>
    public FileAllowance Premium { get; init; } = new(2 * 1024 * Mebibyte, 50 * 1024 * Mebibyte);

    /// <summary>Uploads that one person may have open at once.</summary>
    public int MaxUnfinished { get; init; } = 1_000;

    /// <summary>A picture with more is a bomb: 35 megapixels take 140 MB once unpacked.</summary>
    public long MaxPixels { get; init; } = 35_000_000;

    public int MaxFrames { get; init; } = 2_000;

    /// <summary>Pixels of all frames of an animation together.</summary>
    public long MaxFramePixels { get; init; } = 4_000_000_000;

    public long MaxThumbnailSize { get; init; } = 2 * Mebibyte;

    /// <summary>What must stay free on the disk, so that files never keep messages from being stored.</summary>
    public long LowWater { get; init; } = 256 * Mebibyte;

    /// <summary>Parts of one upload being written at once: what is half written takes room that no quota counts.</summary>
    public int MaxWriters { get; init; } = 16;

    public TimeSpan PartLink { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan ReadLink { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An upload that is not complete by then is removed.</summary>
    public TimeSpan UnfinishedFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A ready file that nothing ever referred to is removed after this; an offline outbox may still send it before.</summary>
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Bytes outlive their row's deletion by this: whoever began to read ends well, and what referred to the file at the
    /// very moment of its deletion is found in time.
    /// </summary>
    public TimeSpan DeletedFor { get; init; } = TimeSpan.FromMinutes(10);
}

/// <param name="MaxSize">Bytes of one file.</param>
/// <param name="Quota">Bytes of all files of one person, unfinished ones in full; the same bytes sent again count once.</param>
internal readonly record struct FileAllowance(long MaxSize, long Quota);
