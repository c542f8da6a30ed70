namespace BrainMessenger.Faults.Images;

/// <summary>
/// What a disk may hold when the power goes: all that was synced, and of the rest any part, as a disk's own cache and its
/// order of writing leave it.
/// </summary>
internal sealed class Disk
{
    private const int Sector = 512;

    private readonly Dictionary<string, DiskFile> _files = [];

    public void Apply(Step step)
    {
        switch (step)
        {
            case Step.Write(var file, var offset, var bytes):
                Of(file).Pending.Add(new(Of(file).NextId++, content => Put(content, offset, bytes, bytes.Length), offset, bytes));
                break;
            case Step.Truncate(var file, var length):
                Of(file).Pending.Add(new(Of(file).NextId++, content => Cut(content, length), 0, null));
                break;
            case Step.SyncBegins(var file, var thread):
                Of(file).Marks[thread] = Of(file).NextId;
                break;
            case Step.SyncEnds(var file, var thread):
                Settle(Of(file), Of(file).Marks[thread]);
                break;
        }
    }

    /// <summary>Nothing that was not synced.</summary>
    public IReadOnlyDictionary<string, byte[]> Synced() => _files.ToDictionary(f => f.Key, f => f.Value.Synced.ToArray());

    /// <summary>Any part of what was not synced, in the order of writing, each piece whole.</summary>
    public IReadOnlyDictionary<string, byte[]> Some(Random random) => Image(pending => pending.Where(_ => random.Next(2) == 0));

    /// <summary>What was not synced up to some moment, and the last write torn at a sector.</summary>
    public IReadOnlyDictionary<string, byte[]> Torn(Random random) => Image(pending =>
    {
        var kept = pending.Take(random.Next(pending.Count + 1)).ToList();
        if (kept.Count > 0 && kept[^1] is { Bytes: { } bytes } last)
            kept[^1] = last with { Do = content => Put(content, last.Offset, bytes, random.Next(bytes.Length / Sector + 1) * Sector) };
        return kept;
    });

    private Dictionary<string, byte[]> Image(Func<IReadOnlyList<Pending>, IEnumerable<Pending>> choose)
    {
        var image = new Dictionary<string, byte[]>();
        foreach (var (name, file) in _files)
        {
            var content = new MemoryStream();
            content.Write(file.Synced.ToArray());
            foreach (var pending in choose(file.Pending)) pending.Do(content);
            image[name] = content.ToArray();
        }

        return image;
    }

    private static void Settle(DiskFile file, long below)
    {
        foreach (var pending in file.Pending.Where(p => p.Id < below)) pending.Do(file.Synced);
        file.Pending.RemoveAll(p => p.Id < below);
    }

    private static void Put(MemoryStream content, long offset, byte[] bytes, int length)
    {
        if (content.Length < offset) content.SetLength(offset);
        content.Position = offset;
        content.Write(bytes, 0, Math.Min(length, bytes.Length));
    }

    private static void Cut(MemoryStream content, long length) => content.SetLength(length);

    private DiskFile Of(string name) => _files.TryGetValue(name, out var file) ? file : _files[name] = new();

    private sealed record Pending(long Id, Action<MemoryStream> Do, long Offset, byte[]? Bytes);

    private sealed class DiskFile
    {
        public MemoryStream Synced { get; } = new();

        public List<Pending> Pending { get; } = [];

        /// <summary>What a thread's sync will have made durable.</summary>
        public Dictionary<int, long> Marks { get; } = [];

        public long NextId { get; set; }
    }
}
