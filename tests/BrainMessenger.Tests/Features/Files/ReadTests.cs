using System.Net;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

public sealed class ReadTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    [Fact, Trait("Store", "Disk")]
    public async Task A_link_works_without_headers_and_ends()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(1000));

        var link = await ana.Client.Files.LinkAsync(file.Id, ct: Ct);

        Assert.InRange(link.ExpiresAt - Server.Clock.GetUtcNow(), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(link.Url)).StatusCode);
        Server.Clock.Advance(TimeSpan.FromSeconds(61));
        using var late = await GetAsync(link.Url);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("file.link_invalid", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact, Trait("Store", "Disk")]
    public async Task An_answer_can_never_act_as_a_page_of_ours()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Png(10, 10), "a.png", "image/png");

        using var answer = await ReadAsync(ana, file.Id);

        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(answer.Headers.CacheControl is { Private: true, MaxAge.TotalSeconds: > 0 and <= 60 });
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("bytes=0-0", HttpStatusCode.PartialContent, 0, 1)]
    [InlineData("bytes=5242879-5242880", HttpStatusCode.PartialContent, 5242879, 2)]
    [InlineData("bytes=-5", HttpStatusCode.PartialContent, 5242975, 5)]
    [InlineData("bytes=5242970-", HttpStatusCode.PartialContent, 5242970, 10)]
    [InlineData("bytes=10-99999999", HttpStatusCode.PartialContent, 10, 5242970)]
    [InlineData("bytes=5242980-", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    public async Task Ranges_are_answered_exactly(string range, HttpStatusCode status, int from, int length)
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(Part + 100);
        var file = await UploadAsync(ana, bytes);

        using var answer = await GetAsync((await ana.Client.Files.LinkAsync(file.Id, ct: Ct)).Url, range);

        Assert.Equal(status, answer.StatusCode);
        if (status is HttpStatusCode.RequestedRangeNotSatisfiable) return;
        Assert.Equal(bytes[from..(from + length)], await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact, Trait("Store", "Disk")]
    public async Task A_range_that_is_none_is_passed_over()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(100));

        using var answer = await GetAsync((await ana.Client.Files.LinkAsync(file.Id, ct: Ct)).Url, "bytes=rubbish");

        Assert.Equal((HttpStatusCode.OK, 100L), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Fact, Trait("Store", "Disk")]
    public async Task A_player_resumes_by_entity_tag_and_head_has_no_body()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var url = (await ana.Client.Files.LinkAsync((await UploadAsync(ana, SampleFiles.Bytes(1000))).Id, ct: Ct)).Url;
        using var head = await GetAsync(url, method: HttpMethod.Head);
        var tag = head.Headers.ETag!.ToString();

        Assert.Equal(1000, head.Content.Headers.ContentLength);
        Assert.Equal("bytes", Assert.Single(head.Headers.AcceptRanges));
        Assert.Equal(HttpStatusCode.PartialContent, (await GetAsync(url, "bytes=1-2", null, ("If-Range", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(url, "bytes=1-2", null, ("If-Range", "\"other\""))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(url, null, null, ("If-None-Match", tag))).StatusCode);
    }

    [Fact]
    public async Task Whoever_began_to_read_ends_well_although_the_file_is_deleted()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes((3 * Part) + 1);
        var file = await UploadAsync(ana, bytes);
        var url = (await ana.Client.Files.LinkAsync(file.Id, ct: Ct)).Url;
        using var answer = await Server.Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var stream = await answer.Content.ReadAsStreamAsync(Ct);
        await stream.ReadExactlyAsync(new byte[1000], Ct);

        await ana.Client.Files.DeleteAsync(file.Id, Ct);
        await RefusedAsync("not_found", () => ana.Client.Files.LinkAsync(file.Id, ct: Ct));

        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, Ct);
        Assert.Equal(bytes[1000..], rest.ToArray());
    }

    [Fact]
    public async Task The_short_address_leads_to_a_link()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(1000));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/files/{file.Id}");
        request.Headers.Authorization = new("Bearer", ana.Token);

        using var answer = await Server.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(SampleFiles.Bytes(1000), await (await GetAsync(answer.Headers.Location!.ToString())).Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Bytes_that_are_gone_are_said_to_be_missing()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(1000));
        await Server.Services.GetRequiredService<IFileStore>().DeleteAsync(Assert.Single(await KeysAsync(file.Id)), "", Ct);

        using var answer = await ReadAsync(ana, file.Id);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        if (Server.KeepsFiles) Assert.Contains("file.missing", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await RefusedAsync("file.missing", () => ana.Client.Files.LinkAsync(file.Id, probe: true, ct: Ct));
        await RefusedAsync("file.missing", () => ana.Client.Files.DownloadAsync(file.Id, ct: Ct));
    }

    [Theory, Trait("Store", "Disk")]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 99)]
    public async Task Bytes_of_which_some_are_gone_are_never_given_for_the_whole(int part, long left)
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes((2 * (int)PartPlan.LargestPart) + 100));
        var damaged = DiskLayout.Part(Server.Services.GetRequiredService<DiskLayout>().ObjectOf(Assert.Single(await KeysAsync(file.Id))), part);
        if (left == 0) File.Delete(damaged);
        else await using (var cut = File.OpenWrite(damaged)) cut.SetLength(left);

        using var answer = await ReadAsync(ana, file.Id);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("file.missing", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await RefusedAsync("file.missing", () => ana.Client.Files.LinkAsync(file.Id, probe: true, ct: Ct));
    }

    [Fact, Trait("Store", "Disk")]
    public async Task Links_for_writing_do_not_read_and_the_other_way_round()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await ReserveAsync(ana, 1000);
        var reading = (await ana.Client.Files.LinkAsync((await UploadAsync(ana, SampleFiles.Bytes(1000))).Id, ct: Ct)).Url;

        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(upload.Parts[0].Url.Replace("/parts/", "/content/", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await GetAsync(upload.Parts[0].Url)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await GetAsync(reading, method: HttpMethod.Delete)).StatusCode);
        for (var position = "/files/content/".Length; position < reading.Length; position += 7)
        {
            var altered = reading[..position] + (reading[position] == 'x' ? 'y' : 'x') + reading[(position + 1)..];
            Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(altered)).StatusCode);
        }
    }
}
