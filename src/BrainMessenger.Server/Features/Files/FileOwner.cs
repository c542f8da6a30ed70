namespace BrainMessenger.Server.Features.Files;

/// <summary>Somebody who reserved a file before. Updating the row is the lock under which the quota is counted.</summary>
internal sealed class FileOwner
{
    public required Guid OwnerId { get; init; }

    public required long Reservations { get; init; }
}

/// <summary>What the store was asked for one owner's files on one day (UTC).</summary>
internal sealed class FileUsage
{
    /// <summary>yyyy-MM-dd.</summary>
    public required string Day { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>One of <see cref="FileOperations"/>.</summary>
    public required string Operation { get; init; }

    public required long Operations { get; init; }

    public required long Bytes { get; init; }
}
