using System.Buffers;
using System.Net.Http.Headers;

namespace BrainMessenger.Client;

/// <summary>Reads a stream part by part and puts a few parts side by side.</summary>
internal sealed class PartUploader(HttpClient http, Upload upload, long size)
{
    private const int SideBySide = 4;

    private long _stored;

    public async Task RunAsync(Stream content, IProgress<long>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var slots = new SemaphoreSlim(SideBySide);
        var running = new List<Task>();
        try
        {
            foreach (var part in upload.Parts.OrderBy(part => part.Number))
            {
                await slots.WaitAsync(stop.Token);
                var length = (int)Math.Min(upload.PartSize, size - ((part.Number - 1) * upload.PartSize));
                var buffer = ArrayPool<byte>.Shared.Rent(length);
                await content.ReadExactlyAsync(buffer.AsMemory(0, length), stop.Token);
                running.Add(PutAndReturnAsync(part, buffer, length, slots, progress, stop));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    public static async Task PutAsync(
        HttpClient http, UploadPart part, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, part.Url) { Content = new ReadOnlyMemoryContent(bytes) };
        foreach (var (name, value) in part.Headers ?? new Dictionary<string, string>())
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, ct);
        if (!response.IsSuccessStatusCode) throw await ProblemReader.ReadAsync(response, ct);
    }

    private async Task PutAndReturnAsync(
        UploadPart part, byte[] buffer, int length, SemaphoreSlim slots, IProgress<long>? progress,
        CancellationTokenSource stop)
    {
        try
        {
            await PutAsync(http, part, buffer.AsMemory(0, length), stop.Token);
            progress?.Report(Interlocked.Add(ref _stored, length));
        }
        catch
        {
            // The other parts are of no use any more, and the reader must not wait for their slots.
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            slots.Release();
        }
    }
}
