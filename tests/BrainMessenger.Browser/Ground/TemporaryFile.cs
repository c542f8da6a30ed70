using System.Security.Cryptography;

namespace BrainMessenger.Browser.Ground;

/// <summary>A file of random bytes on this machine, for a browser to which handing more than a picture in memory takes long; gone after the story.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("brainmessenger-file-").FullName;

    private TemporaryFile(string name) => Path = System.IO.Path.Combine(_folder, name);

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public byte[] Sha256 { get; private set; } = [];

    public static async Task<TemporaryFile> RandomAsync(long size)
    {
        var (file, ct) = (new TemporaryFile("film.bin"), TestContext.Current.CancellationToken);
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
