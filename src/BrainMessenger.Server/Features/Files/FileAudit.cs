using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Compares what lies in a store with the rows: removes bytes that no row knows, names rows whose bytes are gone. Takes
/// eight bytes of memory for each object, and some hundred for each that no row knows.
/// </summary>
internal sealed class FileAudit(StoredBytes bytes, FileLimits limits, TimeProvider time, ILogger<FileAudit> log)
{
    private const int Batch = 500;

    /// <summary>So many without a row are the remains of crashes also beside fewer files.</summary>
    private const int FewOrphans = 20;

    /// <param name="db">Of the rows.</param>
    /// <param name="name">The store's, as rows have it.</param>
    /// <param name="store">What is compared.</param>
    /// <param name="removeUnknown">Also where this database knows so little of the store that it may be another one's.</param>
    /// <param name="report">Takes what was found.</param>
    /// <param name="ct">Stops between two objects.</param>
    public async Task RunAsync(AppDb db, string name, IFileStore store, bool removeUnknown, SweepReport report, CancellationToken ct)
    {
        var began = time.Now();
        var (stored, orphans, known) = await ListAsync(db, name, store, began, ct);
        if (orphans.Count > 0 && !removeUnknown && (known == 0 || (orphans.Count > FewOrphans && orphans.Count > known)))
        {
            report.Kept += orphans.Count;
            log.LogError(
                "{Count} objects in {Store} have no row in this database, and only {Known} have one; they were left alone. Is it the right database for this store? If it is, `brainmessenger storage check --remove-unknown` removes them.",
                orphans.Count, name, known);
        }
        else
        {
            foreach (var orphan in orphans)
            {
                // A move may have brought a file back meanwhile.
                if (await db.Files.AnyAsync(f => f.Key == orphan.Key && f.Store == name && (orphan.IsObject || f.UploadId == orphan.UploadId), ct)) continue;
                await store.RemoveAsync(orphan, ct);
                report.Orphans++;
            }
        }

        await NameMissingAsync(db, name, stored, began, report, ct);
    }

    /// <summary>
    /// What is stored, as sorted marks of the keys; what no row knows, which a crash between the store's answer and ours leaves;
    /// and how much is known.
    /// </summary>
    private async Task<(List<ulong> Stored, List<StoreEntry> Orphans, int Known)> ListAsync(AppDb db, string name, IFileStore store, DateTimeOffset now, CancellationToken ct)
    {
        var (stored, orphans, count) = (new List<ulong>(), new List<StoreEntry>(), 0);
        await foreach (var entries in store.ListAsync(ct).Chunk(Batch).WithCancellation(ct))
        {
            stored.AddRange(entries.Where(e => e.IsObject).Select(e => Mark(e.Key)));
            var keys = entries.Select(e => e.Key).ToList();
            var known = (await db.Files.Where(f => keys.Contains(f.Key) && f.Store == name).Select(f => new { f.Key, f.UploadId }).ToListAsync(ct)).ToLookup(f => f.Key, f => f.UploadId);
            // Of several uploads under one key, which a lost answer to the first leaves, the row knows the last.
            var unknown = entries.Where(e => e.IsObject ? !known.Contains(e.Key) : !known[e.Key].Contains(e.UploadId)).ToList();
            count += entries.Length - unknown.Count;
            orphans.AddRange(unknown.Where(e => e.ChangedAt <= now - limits.UnfinishedFor));
        }

        stored.Sort();
        return (stored, orphans, count);
    }

    /// <summary>What seems to be gone is asked for once more: it may have come or moved while the store was listed.</summary>
    private async Task NameMissingAsync(AppDb db, string name, List<ulong> stored, DateTimeOffset began, SweepReport report, CancellationToken ct)
    {
        var last = Guid.Empty;
        while (true)
        {
            var files = await db.Files.AsNoTracking().Where(f => f.Status == FileStatus.Ready && f.Store == name && f.ReadyAt <= began && f.Id > last).OrderBy(f => f.Id).Take(Batch).ToListAsync(ct);
            if (files.Count == 0) return;
            last = files[^1].Id;
            foreach (var file in files.Where(f => stored.BinarySearch(Mark(f.Key)) < 0))
                if (await db.Files.AnyAsync(f => f.Id == file.Id && f.Status == FileStatus.Ready && f.Store == name, ct) && !await bytes.AreThereAsync(file, ct)) report.Missing++;
        }
    }

    /// <summary>Keys end in 256 random bits: 64 of them tell them apart. What has none is not ours.</summary>
    private static ulong Mark(string key) =>
        key.Length >= 16 && ulong.TryParse(key.AsSpan(key.Length - 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mark) ? mark : 0;
}
