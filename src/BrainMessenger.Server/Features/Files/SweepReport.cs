using System.Globalization;

namespace BrainMessenger.Server.Features.Files;

/// <summary>What a sweep removed and found.</summary>
internal sealed record SweepReport
{
    /// <summary>Uploads that were not completed in time.</summary>
    public int Unfinished { get; set; }

    /// <summary>Ready files that nothing uses.</summary>
    public int Unused { get; set; }

    /// <summary>Files that are gone with their bytes, whatever they were removed for.</summary>
    public int Removed { get; set; }

    public long RemovedBytes { get; set; }

    /// <summary>Whether rows and stores were compared, which is done once a day.</summary>
    public bool Compared { get; set; }

    /// <summary>Objects and open uploads that no row knew; removed.</summary>
    public int Orphans { get; set; }

    /// <summary>The same, left alone: this database knows too little of the store to be sure that it is its own.</summary>
    public int Kept { get; set; }

    /// <summary>Ready files without bytes in their store.</summary>
    public int Missing { get; set; }

    /// <summary>When there will be something to do again.</summary>
    public DateTimeOffset? Next { get; set; }

    public bool IsWorthTelling => Unfinished + Unused + Removed + Orphans + Kept + Missing > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Unfinished:N0} unfinished uploads and {Unused:N0} unused files given up, {Removed:N0} files removed ({RemovedBytes:N0} bytes)")
        + (Compared ? string.Create(CultureInfo.InvariantCulture, $", {Orphans:N0} objects without a row removed, {Missing:N0} files without bytes") : "")
        + (Kept > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Kept:N0} objects without a row left alone") : "");
}
