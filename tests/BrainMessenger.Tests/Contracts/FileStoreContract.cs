using System.Net;
using BrainMessenger.Tests.Features.Files;

namespace BrainMessenger.Tests.Contracts;

/// <summary>What every file store promises (IFileStore). A variant is a server that was configured with it.</summary>
[Trait("Category", "Contract")]
public abstract partial class FileStoreContract(Server server) : FileStoreBench(server)
{
    [Fact]
    public async Task Parts_put_at_once_become_one_object()
    {
        var upload = await BeginAsync();

        await Task.WhenAll(Enumerable.Range(1, upload.Plan.Count).Select(number => PutOkAsync(upload, number)));

        Assert.True(await Store.CompleteAsync(upload, Ct));
        Assert.Equal(Whole, await ReadAsync(upload.Key));
    }

    [Fact]
    public async Task Parts_put_from_here_count_as_a_clients_do()
    {
        var upload = await BeginAsync();
        await PutOkAsync(upload, 2);

        foreach (var number in new[] { 1, 3 }) await Store.PutPartAsync(upload, number, BytesOf(upload, number), Ct);
        Assert.True(await Store.CompleteAsync(upload, Ct));
        Assert.Equal(Whole, await ReadAsync(upload.Key));
        await Assert.ThrowsAsync<IOException>(() => Store.PutPartAsync(upload, 1, BytesOf(upload, 1), Ct));
    }

    [Fact]
    public async Task Nothing_can_be_read_before_completion()
    {
        var upload = await BeginAsync();
        await PutOkAsync(upload, 1);

        Assert.Null(await Store.OpenAsync(upload.Key, upload.OwnerId, Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(upload)).StatusCode);
    }

    [Fact]
    public async Task Only_whole_parts_are_listed()
    {
        var upload = await BeginAsync();
        Assert.Empty((await Store.PartsAsync(upload, Ct))!);

        await PutOkAsync(upload, 2);
        await PutAsync(upload, 1, Whole.AsMemory(0, 1000));

        Assert.Equal(new Dictionary<int, long> { [2] = upload.Plan.PartSize }, await Store.PartsAsync(upload, Ct));
    }

    [Fact]
    public async Task An_upload_with_a_missing_part_stays_open()
    {
        var upload = await BeginAsync();
        await PutOkAsync(upload, 1);
        await PutOkAsync(upload, 3);

        Assert.False(await Store.CompleteAsync(upload, Ct));

        await PutOkAsync(upload, 2);
        Assert.True(await Store.CompleteAsync(upload, Ct));
        Assert.Equal(Whole, await ReadAsync(upload.Key));
    }

    [Fact]
    public async Task A_repeated_part_replaces_the_first()
    {
        var upload = await BeginAsync();
        Assert.True((await PutAsync(upload, 1, SampleFiles.Bytes((int)upload.Plan.PartSize, seed: 2))).IsSuccessStatusCode);

        for (var number = 1; number <= upload.Plan.Count; number++) await PutOkAsync(upload, number);

        Assert.True(await Store.CompleteAsync(upload, Ct));
        Assert.Equal(Whole, await ReadAsync(upload.Key));
    }

    [Fact]
    public async Task What_was_completed_cannot_be_changed()
    {
        var upload = await CompletedAsync();

        for (var number = 1; number <= upload.Plan.Count; number++)
        {
            var late = await PutAsync(upload, number, SampleFiles.Bytes((int)upload.Plan.LengthOf(number), seed: 3));
            Assert.False(late.IsSuccessStatusCode);
        }

        Assert.Equal(Whole, await ReadAsync(upload.Key));
    }

    [Fact]
    public async Task Completing_again_and_at_once_is_harmless()
    {
        var upload = await CompletedAsync(complete: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.CompleteAsync(upload, Ct)));

        Assert.All(answers, Assert.True);
        Assert.True(await Store.CompleteAsync(upload, Ct));
        Assert.True(upload.Plan.IsWhole((await Store.PartsAsync(upload, Ct))!));
        Assert.Equal(Whole, await ReadAsync(upload.Key));
    }

    [Fact]
    public async Task An_object_can_be_read_from_any_position()
    {
        var upload = await CompletedAsync();
        await using var stream = (await Store.OpenAsync(upload.Key, upload.OwnerId, Ct))!;
        var buffer = new byte[3000];

        foreach (var position in new[] { 0, upload.Plan.PartSize - 1000, (2 * upload.Plan.PartSize) - 1, Size - 3000, 17 })
        {
            stream.Position = position;
            await stream.ReadExactlyAsync(buffer, Ct);
            Assert.True(Whole.AsSpan((int)position, buffer.Length).SequenceEqual(buffer));
        }

        Assert.Equal(Size, stream.Length);
    }

    [Fact]
    public async Task A_signed_address_answers_ranges_without_headers()
    {
        var upload = await CompletedAsync();

        var whole = await GetAsync(upload);
        var part = await GetAsync(upload, "bytes=5242870-5242889");
        var beyond = await GetAsync(upload, $"bytes={Size}-");

        Assert.Equal(Whole, await whole.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Whole[5242870..5242890], await part.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task Addresses_end_and_cannot_be_altered()
    {
        var upload = await BeginAsync();
        var past = Store.SignPart(upload, 1, Server.Clock.GetUtcNow().AddSeconds(-1));
        var good = Store.SignPart(upload, 1, Server.Clock.GetUtcNow().AddMinutes(5));

        Assert.False((await SendAsync(past, Whole.AsMemory(0, (int)upload.Plan.PartSize))).IsSuccessStatusCode);
        foreach (var position in new[] { good.Url.Length / 3, good.Url.Length / 2, good.Url.Length - 8 })
        {
            var altered = good with { Url = good.Url[..position] + (good.Url[position] == 'A' ? 'B' : 'A') + good.Url[(position + 1)..] };
            Assert.False((await SendAsync(altered, Whole.AsMemory(0, (int)upload.Plan.PartSize))).IsSuccessStatusCode);
        }

        Assert.Empty((await Store.PartsAsync(upload, Ct))!);
    }

    [Fact]
    public async Task Deleting_ends_an_upload_and_removes_an_object()
    {
        var open = await BeginAsync();
        var done = await CompletedAsync();

        foreach (var upload in new[] { open, done, done })
        {
            await Store.DeleteAsync(upload.Key, upload.UploadId, Ct);
            Assert.Null(await Store.OpenAsync(upload.Key, upload.OwnerId, Ct));
            Assert.False((await PutAsync(upload, 1, Whole.AsMemory(0, (int)upload.Plan.PartSize))).IsSuccessStatusCode);
            Assert.False(await Store.CompleteAsync(upload, Ct));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(done)).StatusCode);
    }

    [Fact]
    public async Task Uploads_do_not_meet()
    {
        var uploads = await Task.WhenAll(Enumerable.Range(0, 12).Select(async seed =>
        {
            var bytes = SampleFiles.Bytes(300_000, seed);
            var upload = await BeginAsync(bytes.Length);
            Assert.True((await PutAsync(upload, 1, bytes)).IsSuccessStatusCode);
            Assert.True(await Store.CompleteAsync(upload, Ct));
            return (upload.Key, bytes);
        }));

        foreach (var (key, bytes) in uploads) Assert.Equal(bytes, await ReadAsync(key));
    }
}
