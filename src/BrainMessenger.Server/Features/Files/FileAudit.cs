using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Compares what lies in a store with the rows: removes bytes that no row knows, names rows whose bytes are gone. Takes
/// eight bytes of memory for each object.
/// </summary>
internal sealed class FileAudit(StoredBytes bytes, FileLimits limits, TimeProvider time)
{
    private const int Batch = 500;

    public async Task RunAsync(AppDb db, string name, IFileStore store, SweepReport report, CancellationToken ct)
    {
        var began = time.Now();
        var stored = await RemoveOrphansAsync(db, name, store, began, report, ct);
        await NameMissingAsync(db, name, stored, began, report, ct);
    }

    /// <summary>A crash between the store's answer and ours leaves bytes without a row. Answers what is stored, as sorted marks of the keys.</summary>
    private async Task<List<ulong>> RemoveOrphansAsync(AppDb db, string name, IFileStore store, DateTimeOffset now, SweepReport report, CancellationToken ct)
    {
        var stored = new List<ulong>();
        await foreach (var entries in store.ListAsync(ct).Chunk(Batch).WithCancellation(ct))
        {
            stored.AddRange(entries.Where(e => e.IsObject).Select(e => Mark(e.Key)));
            var old = entries.Where(e => e.ChangedAt <= now - limits.UnfinishedFor).ToList();
            if (old.Count == 0) continue;
            var keys = old.ConvertAll(e => e.Key);
            var known = (await db.Files.Where(f => keys.Contains(f.Key) && f.Store == name).Select(f => new { f.Key, f.UploadId }).ToListAsync(ct)).ToLookup(f => f.Key, f => f.UploadId);
            // Of several uploads under one key, which a lost answer to the first leaves, the row knows the last.
            foreach (var orphan in old.Where(e => e.IsObject ? !known.Contains(e.Key) : !known[e.Key].Contains(e.UploadId)))
            {
                await store.RemoveAsync(orphan, ct);
                report.Orphans++;
            }
        }

        stored.Sort();
        return stored;
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
