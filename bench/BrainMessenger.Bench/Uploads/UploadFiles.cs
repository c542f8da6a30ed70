using System.Security.Cryptography;

namespace BrainMessenger.Bench.Uploads;

/// <summary>Files of random bytes, no two alike.</summary>
internal sealed record UploadFiles(IReadOnlyList<string> Paths, IReadOnlyList<byte[]> Hashes, int Size)
{
    public int Count => Paths.Count;

    public static async Task<UploadFiles> MakeAsync(string folder, int count, int size, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var (paths, hashes) = (new List<string>(), new List<byte[]>());
        for (var n = 0; n < count; n++)
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            paths.Add(Path.Combine(folder, $"{n}.bin"));
            hashes.Add(SHA256.HashData(bytes));
            await File.WriteAllBytesAsync(paths[n], bytes, ct);
        }

        return new(paths, hashes, size);
    }
}
