using System.Diagnostics;
using System.Security.Cryptography;
using BrainMessenger.Bench.Load;
using BrainMessenger.Client;

namespace BrainMessenger.Bench.Uploads;

/// <param name="Took">From the first request to the last answer.</param>
/// <param name="ServerCpu">µs for each file.</param>
/// <param name="Files">How many were put.</param>
/// <param name="Bad">Those that failed, or came back as other bytes than were sent; null where nothing was read back.</param>
internal sealed record UploadsResult(TimeSpan Took, double ServerCpu, int Files, int? Bad);

/// <summary>All files at once to one server, in several ways.</summary>
internal sealed class UploadsRun(Target target, BrainMessengerClient client, UploadFiles files, DirectoryInfo work)
{
    /// <summary>As an application does it; then each is read back and compared.</summary>
    public async Task<UploadsResult> UploadAsync(int count, CancellationToken ct)
    {
        var (cpu, began) = (target.ServerCpu, Stopwatch.GetTimestamp());
        var sent = await Task.WhenAll(Enumerable.Range(0, count).Select(n => TryAsync(() => UploadOneAsync(n, ct))));
        var (took, used) = (Stopwatch.GetElapsedTime(began), (target.ServerCpu - cpu) / count);
        var bad = 0;
        for (var n = 0; n < count; n++)
            if (sent[n] is not { } id || !await IsWholeAsync(id, files.Hashes[n], ct)) bad++;
        return new(took, used, count, bad);
    }

    /// <summary>Only what curl can do: the bytes of the parts.</summary>
    public async Task<UploadsResult> PutPartsAsync(CancellationToken ct)
    {
        var reserved = await Task.WhenAll(Enumerable.Range(0, files.Count).Select(n => ReserveAsync(n, ct)));
        var cpu = target.ServerCpu;
        var took = await Curl.PutAsync([.. reserved.Select((upload, n) => (files.Paths[n], new Uri(target.Address, upload.Parts[0].Url).ToString()))], work, ct);
        var used = (target.ServerCpu - cpu) / files.Count;
        foreach (var upload in reserved) await client.Files.DeleteAsync(upload.Id, ct);
        return new(took, used, files.Count, null);
    }

    /// <summary>The store without us.</summary>
    public async Task<UploadsResult> PutObjectsAsync(UploadBucket bucket, CancellationToken ct)
    {
        var signed = new List<(string, string)>();
        foreach (var path in files.Paths) signed.Add((path, await bucket.SignAsync(Path.GetFileName(path))));
        var took = await Curl.PutAsync(signed, work, ct);
        foreach (var path in files.Paths) await bucket.DeleteAsync(Path.GetFileName(path), ct);
        return new(took, 0, files.Count, null);
    }

    private NewFile Announced(int n) => new() { Name = Path.GetFileName(files.Paths[n]), Size = files.Size, ContentType = "application/octet-stream" };

    private Task<Upload> ReserveAsync(int n, CancellationToken ct) =>
        client.Files.ReserveAsync(Announced(n), ct: ct);

    private async Task<Guid> UploadOneAsync(int n, CancellationToken ct)
    {
        await using var bytes = File.OpenRead(files.Paths[n]);
        return (await client.Files.UploadAsync(bytes, Announced(n), ct: ct)).Id;
    }

    private static async Task<Guid?> TryAsync(Func<Task<Guid>> upload)
    {
        try
        {
            return await upload();
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }

    private async Task<bool> IsWholeAsync(Guid id, byte[] hash, CancellationToken ct)
    {
        await using var bytes = await client.Files.DownloadAsync(id, ct: ct);
        return (await SHA256.HashDataAsync(bytes, ct)).AsSpan().SequenceEqual(hash);
    }
}
