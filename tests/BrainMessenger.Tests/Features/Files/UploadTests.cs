using System.Net;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Files;

public sealed class UploadTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    [Fact]
    public async Task A_file_comes_back_as_it_was_sent()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes((2 * Part) + 12_345);
        var reported = new List<long>();

        var file = await ana.Client.Files.UploadAsync(
            new MemoryStream(bytes), new() { Name = "report.pdf", Size = bytes.Length, ContentType = "application/pdf", Sha256 = Sha256(bytes) }, progress: new Collector(reported), ct: Ct);

        Assert.Equal(("report.pdf", bytes.Length, "application/pdf", FileKinds.Document, "ready"), (file.Name, file.Size, file.ContentType, file.Kind, file.Status));
        Assert.Equal(bytes, await (await ReadAsync(ana, file.Id)).Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(3, reported.Count);
    }

    [Fact]
    public async Task An_upload_goes_on_where_it_was_cut_off()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes((4 * Part) + 1);
        var upload = await ReserveAsync(ana, bytes.Length);
        await PutAsync(ana, upload, 2, bytes);
        await PutAsync(ana, upload, 5, bytes);

        await Server.RestartAsync();
        using var again = ana with { Client = Server.NewClient(ana.Token) };
        var resumed = await again.Client.Files.PartsAsync(upload.Id, Ct);

        Assert.Equal([2, 5], resumed.Parts.Where(p => p.Done).Select(p => p.Number));
        await Task.WhenAll(resumed.Parts.Where(p => !p.Done).Select(p => PutAsync(again, resumed, p.Number, bytes)));
        var file = await again.Client.Files.CompleteAsync(upload.Id, ct: Ct);
        Assert.Equal(bytes, await (await ReadAsync(again, file.Id)).Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_file_with_missing_parts_is_not_ready()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(Part + 10);
        var upload = await ReserveAsync(ana, bytes.Length);
        await PutAsync(ana, upload, 1, bytes);

        await RefusedAsync("file.incomplete", () => ana.Client.Files.CompleteAsync(upload.Id, ct: Ct));
        await RefusedAsync("not_found", () => ana.Client.Files.LinkAsync(upload.Id, ct: Ct));

        await PutAsync(ana, upload, 2, bytes);
        Assert.Equal("ready", (await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct)).Status);
    }

    [Fact]
    public async Task Completing_twice_at_once_gives_the_same_file()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(Part + 5);
        var upload = await ReserveAsync(ana, bytes.Length, sha256: Sha256(bytes));
        await Task.WhenAll(PutAsync(ana, upload, 1, bytes), PutAsync(ana, upload, 2, bytes));

        var files = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ana.Client.Files.CompleteAsync(upload.Id, ct: Ct)));

        Assert.All(files, file => Assert.Equal(files[0], file));
        var late = await Assert.ThrowsAsync<ApiException>(() => PutAsync(ana, upload, 1, bytes));
        if (Server.KeepsFiles) Assert.Equal("file.completed", late.Code);
        Assert.All((await ana.Client.Files.PartsAsync(upload.Id, Ct)).Parts, part => Assert.True(part.Done));
    }

    [Fact]
    public async Task Bytes_that_are_not_the_announced_ones_are_refused()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await ReserveAsync(ana, 1000, sha256: Sha256(SampleFiles.Bytes(1000, seed: 1)));
        await PutAsync(ana, upload, 1, SampleFiles.Bytes(1000, seed: 2));

        await RefusedAsync("file.checksum", () => ana.Client.Files.CompleteAsync(upload.Id, ct: Ct));
        await RefusedAsync("not_found", () => ana.Client.Files.CompleteAsync(upload.Id, ct: Ct));
    }

    [Fact]
    public async Task The_same_bytes_are_not_sent_again_by_their_owner()
    {
        using var ana = await Server.SignUpAsync("Ana");
        using var ben = await Server.SignUpAsync("Ben");
        var bytes = SampleFiles.Bytes(1000);
        await UploadAsync(ana, bytes, "first.bin", sha256: Sha256(bytes));

        var again = await ReserveAsync(ana, bytes.Length, "second.bin", sha256: Sha256(bytes).ToUpperInvariant());
        var others = await ReserveAsync(ben, bytes.Length, sha256: Sha256(bytes));

        Assert.Empty(again.Parts);
        Assert.Single(others.Parts);
        var file = await ana.Client.Files.CompleteAsync(again.Id, ct: Ct);
        Assert.Equal(("second.bin", "ready"), (file.Name, file.Status));
        Assert.Equal(bytes, await (await ReadAsync(ana, file.Id)).Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Fifty_files_of_the_same_name_at_once_stay_apart()
    {
        using var ana = await Server.SignUpAsync("Ana");

        var files = await Task.WhenAll(Enumerable.Range(0, 50).Select(seed => UploadAsync(ana, SampleFiles.Bytes(20_000, seed), "same.bin")));

        for (var seed = 0; seed < files.Length; seed++)
            Assert.Equal(SampleFiles.Bytes(20_000, seed), await (await ReadAsync(ana, files[seed].Id)).Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task An_upload_given_up_takes_no_more_bytes()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await ReserveAsync(ana, 1000);

        await ana.Client.Files.DeleteAsync(upload.Id, Ct);

        await RefusedAsync("not_found", () => ana.Client.Files.CompleteAsync(upload.Id, ct: Ct));
        await UntilAsync(async () => await GetPutStatusAsync(upload) is HttpStatusCode.Conflict or HttpStatusCode.NotFound);
    }

    [Fact, Trait("Store", "Disk")]
    public async Task Altered_expired_and_foreign_addresses_are_refused()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await ReserveAsync(ana, 1000);
        var url = upload.Parts[0].Url;
        var reading = (await ana.Client.Files.LinkAsync((await UploadAsync(ana, new byte[1000])).Id, ct: Ct)).Url;

        foreach (var wrong in new[] { url[..^1], url + "A", url.Replace(".", "", StringComparison.Ordinal), "/files/parts/", "/files/parts/a.b", reading.Replace("content", "parts", StringComparison.Ordinal) })
        {
            using var answer = await Server.Http.PutAsync(wrong, new ByteArrayContent(new byte[1000]), Ct);
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, wrong);
        }

        Server.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Forbidden, await GetPutStatusAsync(upload));
        var fresh = await ana.Client.Files.PartsAsync(upload.Id, Ct);
        await PutAsync(ana, fresh, 1, new byte[1000]);
    }

    private async Task<HttpStatusCode> GetPutStatusAsync(Upload upload)
    {
        using var answer = await Server.Http.PutAsync(upload.Parts[0].Url, new ByteArrayContent(new byte[1000]), Ct);
        return answer.StatusCode;
    }

    private sealed class Collector(List<long> reported) : IProgress<long>
    {
        public void Report(long value)
        {
            lock (reported) reported.Add(value);
        }
    }
}
