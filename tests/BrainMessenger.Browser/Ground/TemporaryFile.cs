using System.Security.Cryptography;

namespace BrainMessenger.Browser.Ground;

/// <summary>A file on this machine that is too large to be handed to a browser in memory; gone after the story.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("brainmessenger-file-").FullName;

    private TemporaryFile(string name) => Path = System.IO.Path.Combine(_folder, name);

    public string Path { get; }

    public byte[] Sha256 { get; private set; } = [];

    public static async Task<TemporaryFile> RandomAsync(string name, long size, CancellationToken ct)
    {
        var file = new TemporaryFile(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = File.Create(file.Path);
        for (var left = size; left > 0;)
        {
            var piece = RandomNumberGenerator.GetBytes((int)Math.Min(left, 1024 * 1024));
            hash.AppendData(piece);
            await stream.WriteAsync(piece, ct);
            left -= piece.Length;
        }

        file.Sha256 = hash.GetHashAndReset();
        return file;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
