namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>How a file is cut: all parts of one size but the last, as R2 demands; at most 10,000 of at least 5 MiB.</summary>
internal readonly record struct PartPlan(long Size, long PartSize)
{
    /// <summary>Of a file of 50 GB, far beyond every limit.</summary>
    public const long LargestPart = 5 * Mebibyte;

    private const long Mebibyte = 1024 * 1024;
    private const int MaxParts = 10_000;

    public int Count => (int)((Size + PartSize - 1) / PartSize);

    public static PartPlan For(long size)
    {
        var least = (size + MaxParts - 1) / MaxParts;
        return new(size, Math.Max(5 * Mebibyte, (least + Mebibyte - 1) / Mebibyte * Mebibyte));
    }

    public long LengthOf(int number) => number < Count ? PartSize : Size - ((Count - 1) * PartSize);

    /// <summary>Whether a part is stored with the bytes it should have.</summary>
    public bool IsDone(int number, IReadOnlyDictionary<int, long> stored) =>
        stored.TryGetValue(number, out var length) && length == LengthOf(number);

    public bool IsWhole(IReadOnlyDictionary<int, long> stored)
    {
        for (var number = 1; number <= Count; number++)
            if (!IsDone(number, stored)) return false;
        return true;
    }
}
