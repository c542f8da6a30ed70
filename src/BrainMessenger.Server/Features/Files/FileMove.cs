using System.Security.Cryptography;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>What a move did.</summary>
/// <param name="Moved">Files whose bytes lie in the other store now.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Missing">Files whose bytes were not all there; their rows stay as they are.</param>
/// <param name="Waiting">Uploads under way and deleted files in the former store: a later move takes the ones, the clean-up the others.</param>
internal sealed record MoveReport(int Moved, long Bytes, int Missing, int Waiting);

/// <summary>
/// Brings all files into one store while people go on to send and read: copies, reads back and compares, then points the
/// rows at the copy. Cut off at any moment, it goes on where it was; the former bytes go last.
/// </summary>
internal sealed class FileMove(IDbContextFactory<AppDb> factory, FileStores stores, StoredBytes storedBytes, DataDirectory data, FileLimits limits, TimeProvider time, ILogger<FileMove> log)
{
    private const int Batch = 100;

    /// <param name="to">One of <see cref="FileStores.Disk"/> and <see cref="FileStores.Bucket"/>.</param>
    /// <param name="progress">Told after each file: how many were moved, and their bytes.</param>
    /// <param name="ct">Stops between two parts; nothing is lost by it.</param>
    public async Task<MoveReport> RunAsync(string to, IProgress<(int Files, long Bytes)> progress, CancellationToken ct)
    {
        using var alone = Hold();
        var target = stores.Named(to);
        await using var db = await factory.CreateDbContextAsync(ct);
        await SayTargetAsync(db, to, ct);

        var (moved, bytes, missing, last) = (new List<StoredFile>(), 0L, 0, Guid.Empty);
        while (true)
        {
            var files = await db.Files.AsNoTracking().Where(f => f.Store != to && f.Status == FileStatus.Ready && f.Id > last).OrderBy(f => f.Id).Take(Batch).ToListAsync(ct);
            if (files.Count == 0) break;
            last = files[^1].Id;
            // Rows that share their bytes move together, with the first of them.
            foreach (var file in files.DistinctBy(f => f.Key))
            {
                if (await MoveAsync(db, file, to, target, ct) is not { } rows)
                {
                    missing++;
                    continue;
                }

                if (rows == 0) continue;
                moved.Add(file);
                bytes += file.Size;
                progress.Report((moved.Count, bytes));
            }
        }

        await DeleteFormerAsync(db, moved, target, ct);
        return new(moved.Count, bytes, missing, await db.Files.CountAsync(f => f.Store != to && f.Status != FileStatus.Ready, ct));
    }

    /// <summary>Two at once would each take the other's copy for its own. Every move takes part of this machine's folder.</summary>
    private FileStream Hold()
    {
        try
        {
            return new(Path.Combine(data.Path, "move.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartupException(ExitCode.DataDirInUse, "Another move is under way here: wait for its end, or stop it first.");
        }
    }

    private static async Task SayTargetAsync(AppDb db, string to, CancellationToken ct)
    {
        if (await db.FileTargets.ExecuteUpdateAsync(set => set.SetProperty(t => t.Store, to), ct) > 0) return;
        db.FileTargets.Add(new() { Id = 1, Store = to });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The rows that point at the copy now: none where all were deleted meanwhile; null where there was nothing to copy.</summary>
    private async Task<int?> MoveAsync(AppDb db, StoredFile file, string to, IFileStore target, CancellationToken ct)
    {
        await using var source = await storedBytes.OpenAsync(file, ct);
        if (source is null) return null;
        if (await db.Files.AnyAsync(f => f.Key == file.Key && f.Store == to, ct)) return await JoinAsync(db, file, source, to, target, ct);
        // What a move left here that was cut off before the row was changed.
        await target.DeleteAsync(file.Key, "", ct);
        var upload = file.Upload() with { UploadId = await target.BeginAsync(new(file.Key, file.ContentType, file.Size), ct) };
        var hash = await CopyAsync(source, target, upload, ct);
        if (hash is null || !await IsSameAsync(target, upload, hash, ct))
        {
            await target.DeleteAsync(upload.Key, upload.UploadId, CancellationToken.None);
            throw new StoreException(StoreErrors.Failed, $"file {file.Id} did not arrive in {to} as it was", $"run the move again; if it fails at the same file, look at {file.Key}");
        }

        var rows = await db.Files.Where(f => f.Key == file.Key && f.Store == file.Store && f.Status != FileStatus.Uploading)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Store, to).SetProperty(f => f.UploadId, upload.UploadId), ct);
        if (rows == 0 && !await db.Files.AnyAsync(f => f.Key == file.Key && f.Store == to, ct)) await target.DeleteAsync(upload.Key, upload.UploadId, CancellationToken.None);
        return rows;
    }

    /// <summary>Another row over the same bytes has its copy there: sent again while the first was being moved.</summary>
    private static async Task<int?> JoinAsync(AppDb db, StoredFile file, Stream source, string to, IFileStore target, CancellationToken ct)
    {
        if (!await IsSameAsync(target, file.Upload(), await SHA256.HashDataAsync(source, ct), ct))
            throw new StoreException(StoreErrors.Failed, $"the copy of file {file.Id} in {to} is not what it was", $"look at {file.Key}");
        return await db.Files.Where(f => f.Key == file.Key && f.Store == file.Store && f.Status != FileStatus.Uploading).ExecuteUpdateAsync(set => set.SetProperty(f => f.Store, to), ct);
    }

    /// <summary>The SHA-256 of what was sent; null where the target did not take all of it.</summary>
    private static async Task<byte[]?> CopyAsync(Stream source, IFileStore target, StoreUpload upload, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[upload.Plan.PartSize];
        for (var number = 1; number <= upload.Plan.Count; number++)
        {
            var part = buffer.AsMemory(0, (int)upload.Plan.LengthOf(number));
            await source.ReadExactlyAsync(part, ct);
            hash.AppendData(part.Span);
            await target.PutPartAsync(upload, number, part, ct);
        }

        return await target.CompleteAsync(upload, ct) ? hash.GetHashAndReset() : null;
    }

    private static async Task<bool> IsSameAsync(IFileStore target, StoreUpload upload, byte[] hash, CancellationToken ct)
    {
        await using var copy = await target.OpenAsync(upload.Key, upload.OwnerId, ct);
        return copy is not null && CryptographicOperations.FixedTimeEquals(await SHA256.HashDataAsync(copy, ct), hash);
    }

    /// <summary>
    /// Addresses of the former place are good for a minute, and whoever reads ends well. What a cut-off move leaves here
    /// is found by the daily search for bytes without a row, which leaves it where hardly anything else lies there.
    /// </summary>
    private async Task DeleteFormerAsync(AppDb db, List<StoredFile> moved, IFileStore target, CancellationToken ct)
    {
        if (moved.Count == 0) return;
        await Task.Delay(limits.ReadLink + limits.ReadLink, time, ct);
        foreach (var file in moved)
        {
            if (await db.Files.AnyAsync(f => f.Key == file.Key && f.Store == file.Store, ct)) continue;
            await using var copy = await target.OpenAsync(file.Key, file.OwnerId, ct);
            if (copy is null && await db.Files.AnyAsync(f => f.Key == file.Key && f.Status == FileStatus.Ready, ct))
                log.LogError("File {Id}: {Key} is gone from where it was moved to, so its former bytes are kept in {Store}. Copy them back.", file.Id, file.Key, file.Store);
            else await stores.Of(file).DeleteAsync(file.Key, file.UploadId, ct);
        }
    }
}
