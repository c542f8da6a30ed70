using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using BrainMessenger.Client;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>Uploading and reading through the front door, with as few words as can be.</summary>
public abstract class FileTestBase(Server server)
{
    protected const int Part = 5 * 1024 * 1024;

    protected Server Server { get; } = server;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    protected static Task<StoredFile> UploadAsync(
        Person person, byte[] bytes, string name = "a.bin", string type = "application/octet-stream", string? kind = null, Guid? thumbnailOf = null, string? sha256 = null) =>
        person.Client.Files.UploadAsync(
            new MemoryStream(bytes), new() { Name = name, Size = bytes.Length, ContentType = type, Kind = kind, ThumbnailOf = thumbnailOf, Sha256 = sha256 }, ct: Ct);

    protected static Task<Upload> ReserveAsync(Person person, long size, string name = "a.bin", string type = "application/octet-stream", string? sha256 = null) =>
        person.Client.Files.ReserveAsync(new() { Name = name, Size = size, ContentType = type, Sha256 = sha256 }, ct: Ct);

    protected static Task PutAsync(Person person, Upload upload, int number, byte[] whole)
    {
        var from = (int)((number - 1) * upload.PartSize);
        return person.Client.Files.PutPartAsync(
            upload.Parts.Single(p => p.Number == number), whole.AsMemory(from, (int)Math.Min(upload.PartSize, whole.Length - from)), Ct);
    }

    protected static async Task<ApiException> RefusedAsync(string code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(work);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }

    /// <summary>Reads without any header but the range: as an img or video element does.</summary>
    protected async Task<HttpResponseMessage> GetAsync(string url, string? range = null, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, url);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Server.Http.SendAsync(request, Ct);
    }

    protected async Task<HttpResponseMessage> ReadAsync(Person person, Guid fileId, bool thumbnail = false, bool download = false) =>
        await GetAsync((await person.Client.Files.LinkAsync(fileId, thumbnail, download, ct: Ct)).Url);

    /// <summary>The keys under which the store holds anything of a file, unfinished or not.</summary>
    protected async Task<IReadOnlyList<string>> KeysAsync(Guid fileId) =>
        await Server.Services.GetRequiredService<IFileStore>().ListAsync(Ct).Select(entry => entry.Key).Where(key => key.Contains(fileId.ToString(), StringComparison.Ordinal)).ToListAsync(Ct);

    /// <summary>A request to the API itself, as the person.</summary>
    protected async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(Person person, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        using var response = await Server.Http.SendAsync(request, Ct);
        var bytes = await response.Content.ReadAsByteArrayAsync(Ct);
        return (response.StatusCode, bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement);
    }

    /// <summary>
    /// Lets the time pass after which the clean-up does something, and waits for it. It may look at the clock just before that
    /// and fall asleep just after: then the time passes once more.
    /// </summary>
    protected async Task CleanedUpAsync(TimeSpan after, Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < 750; look++)
        {
            if (look % 50 == 0) Server.Clock.Advance(after);
            if (await condition()) return;
            await timer.WaitForNextTickAsync(Ct);
        }

        Assert.Fail("What was to be cleaned up was not within 15 seconds.");
    }

    /// <summary>Waits for what the server does on its own.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < 750; look++)
        {
            if (await condition()) return;
            await timer.WaitForNextTickAsync(Ct);
        }

        Assert.Fail("What was waited for did not happen within 15 seconds.");
    }
}
