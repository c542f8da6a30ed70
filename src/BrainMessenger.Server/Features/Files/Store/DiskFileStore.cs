using System.Runtime.CompilerServices;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>The embedded store: DATA_DIR/files. Parts come over HTTP to this server (DiskEndpoints) and are written by DiskParts.</summary>
internal sealed class DiskFileStore(DiskLayout layout, DiskLinks links, DiskParts parts, FileLimits limits, FileMeter meter) : IFileStore
{
    public Task<string> BeginAsync(NewUpload upload, CancellationToken ct) => Guarded(() =>
    {
        RefuseWhenFull(layout, limits, upload.Size);
        Directory.CreateDirectory(layout.UploadOf(upload.Key));
        return "";
    });

    public SignedPart SignPart(StoreUpload upload, int number, DateTimeOffset expires) => new(
        links.Part(new(upload.Key, number, upload.Plan.LengthOf(number), upload.OwnerId, expires)),
        new Dictionary<string, string>());

    public async Task PutPartAsync(StoreUpload upload, int number, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var ticket = new PartTicket(upload.Key, number, bytes.Length, upload.OwnerId, DateTimeOffset.MaxValue);
        using var body = new MemoryStream(bytes.ToArray(), writable: false);
        if (await parts.WriteAsync(ticket, body, ct) is not PartOutcome.Stored and var outcome) throw new IOException($"Part {number} of {upload.Key} was not taken: {outcome}.");
    }

    public Task<IReadOnlyDictionary<int, long>?> PartsAsync(StoreUpload upload, CancellationToken ct) => Guarded<IReadOnlyDictionary<int, long>?>(() => Parts(upload.Key));

    public Task<bool> CompleteAsync(StoreUpload upload, CancellationToken ct) => Guarded(() => Complete(upload));

    public Task<Stream?> OpenAsync(string key, Guid ownerId, CancellationToken ct) =>
        Guarded<Stream?>(() => Open(key, read => meter.Count(ownerId, FileOperations.Check, read)));

    public string SignRead(StoreRead read, DateTimeOffset expires) => links.Read(new(read, expires));

    public Task DeleteAsync(string key, string uploadId, CancellationToken ct) => Guarded(() =>
    {
        Remove(layout.UploadOf(key));
        RemoveObject(key);
        return true;
    });

    public Task RemoveAsync(StoreEntry entry, CancellationToken ct) => Guarded(() =>
    {
        if (entry.IsObject) RemoveObject(entry.Key);
        else Remove(layout.UploadOf(entry.Key));
        return true;
    });

    public async IAsyncEnumerable<StoreEntry> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Guarded(FinishRemovals);
        foreach (var (key, folder) in await Guarded(() => layout.All().ToList()))
            yield return new(key, "", Directory.GetLastWriteTimeUtc(folder), IsObject: folder == layout.ObjectOf(key));
    }

    /// <summary>For the reading address: <paramref name="closed"/> is told the bytes that went out.</summary>
    public PartsStream? Open(string key, Action<long>? closed)
    {
        var folder = layout.ObjectOf(key);
        if (!Directory.Exists(folder)) return null;
        var parts = DiskLayout.PartsIn(folder);
        // Those before a gap: whoever knows the size sees that it is not all.
        return new(folder, [.. Enumerable.Range(1, parts.Count).TakeWhile(parts.ContainsKey).Select(number => parts[number])], closed);
    }

    internal static void RefuseWhenFull(DiskLayout layout, FileLimits limits, long needed)
    {
        var free = new DriveInfo(layout.Root).AvailableFreeSpace;
        if (free < limits.LowWater + needed) throw DiskFailures.Full(layout.Root, free, limits.LowWater + needed);
    }

    private Dictionary<int, long>? Parts(string key)
    {
        // The object is looked for last: completion moves the folder from the first place to the second.
        foreach (var folder in new[] { layout.UploadOf(key), layout.ObjectOf(key) })
        {
            try
            {
                return DiskLayout.PartsIn(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // Not here.
            }
        }

        return null;
    }

    private bool Complete(StoreUpload upload)
    {
        var (incoming, stored) = (layout.UploadOf(upload.Key), layout.ObjectOf(upload.Key));
        if (Directory.Exists(incoming) && !Move(upload.Plan, incoming, stored)) return false;
        if (!Directory.Exists(stored)) return false;

        // Also on a repeat: the former try may have been killed between the move and this.
        DirectorySync.Flush(stored);
        DirectorySync.Flush(Path.GetDirectoryName(stored)!);
        DirectorySync.Flush(layout.Uploads);
        foreach (var temporary in DiskLayout.TemporaryIn(stored)) File.Delete(temporary);
        meter.Count(upload.OwnerId, FileOperations.Complete, 0);
        return true;
    }

    private static bool Move(PartPlan plan, string incoming, string stored)
    {
        try
        {
            if (!plan.IsWhole(DiskLayout.PartsIn(incoming))) return false;
            DirectorySync.Flush(incoming);
            Directory.CreateDirectory(Path.GetDirectoryName(stored)!);
            Directory.Move(incoming, stored);
        }
        catch (IOException) when (!Directory.Exists(incoming))
        {
            // Somebody else completed or deleted it meanwhile; which of them, the caller's next look tells.
        }

        return true;
    }

    private void RemoveObject(string key)
    {
        var stored = layout.ObjectOf(key);
        Remove(stored);
        RemoveIfEmpty(Path.GetDirectoryName(stored)!);
    }

    /// <summary>Takes the folder out of reach before it is emptied: a part on its way would put a file into it meanwhile.</summary>
    private void Remove(string folder)
    {
        var removed = layout.NewRemoved();
        Directory.CreateDirectory(layout.Removed);
        try
        {
            Directory.Move(folder, removed);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }

        Directory.Delete(removed, recursive: true);
    }

    /// <summary>What a crash left between the two steps of a removal.</summary>
    private bool FinishRemovals()
    {
        foreach (var folder in Directory.Exists(layout.Removed) ? Directory.GetDirectories(layout.Removed) : []) Directory.Delete(folder, recursive: true);
        return true;
    }

    private static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    /// <summary>Off the caller's thread: a disk may take its time, a request's thread may not.</summary>
    private Task<T> Guarded<T>(Func<T> work) => DiskFailures.Guard(layout.Root, () => Task.Run(work));
}
