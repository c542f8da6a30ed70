using System.Security.Cryptography;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Tests.Features.Files;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Contracts;

/// <summary>A store to try, and what a client does with it: through HTTP, as the store's own addresses say.</summary>
public abstract class FileStoreBench(Server server)
{
    protected const int Size = (11 * 1024 * 1024) + 7;

    protected byte[] Whole { get; } = SampleFiles.Bytes(Size);

    protected Server Server { get; } = server;

    internal IFileStore Store => Server.Services.GetRequiredService<IFileStore>();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal async Task<StoreUpload> BeginAsync(int size = Size)
    {
        var key = $"uploads/{Guid.NewGuid()}/{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        var id = await Store.BeginAsync(new(key, "application/octet-stream", size), Ct);
        return new(key, id, PartPlan.For(size), Guid.NewGuid());
    }

    internal async Task<StoreUpload> CompletedAsync(bool complete = true)
    {
        var upload = await BeginAsync();
        for (var number = 1; number <= upload.Plan.Count; number++) await PutOkAsync(upload, number);
        if (complete) Assert.True(await Store.CompleteAsync(upload, Ct));
        return upload;
    }

    internal Task<HttpResponseMessage> PutAsync(StoreUpload upload, int number, ReadOnlyMemory<byte> bytes) =>
        SendAsync(Store.SignPart(upload, number, Server.Clock.GetUtcNow().AddMinutes(5)), bytes);

    private protected async Task PutOkAsync(StoreUpload upload, int number) => (await PutAsync(upload, number, BytesOf(upload, number))).EnsureSuccessStatusCode();

    private protected ReadOnlyMemory<byte> BytesOf(StoreUpload upload, int number) =>
        Whole.AsMemory((int)((number - 1) * upload.Plan.PartSize), (int)upload.Plan.LengthOf(number));

    private protected async Task<HttpResponseMessage> SendAsync(SignedPart part, ReadOnlyMemory<byte> bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, part.Url) { Content = new ReadOnlyMemoryContent(bytes) };
        foreach (var (name, value) in part.Headers) request.Content.Headers.TryAddWithoutValidation(name, value);
        return await Server.Http.SendAsync(request, Ct);
    }

    private protected async Task<HttpResponseMessage> GetAsync(StoreUpload upload, string? range = null)
    {
        var url = Store.SignRead(new(upload.Key, "application/octet-stream", "a.bin", false, upload.OwnerId, upload.Plan.Size), Server.Clock.GetUtcNow().AddMinutes(1));
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        return await Server.Http.SendAsync(request, Ct);
    }

    private protected async Task<byte[]> ReadAsync(string key)
    {
        await using var stream = await Store.OpenAsync(key, Guid.Empty, Ct);
        Assert.NotNull(stream);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Ct);
        return copy.ToArray();
    }
}
