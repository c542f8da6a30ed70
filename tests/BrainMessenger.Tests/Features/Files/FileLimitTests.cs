using System.Net;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

public sealed class FileLimitTests(FileLimitTests.SmallServer small) : FileTestBase(small.Server), IClassFixture<FileLimitTests.SmallServer>
{
    private const int Quota = 1_000_000;

    /// <summary>A server on which a person may have a million bytes and twenty unfinished uploads.</summary>
    public sealed class SmallServer : IAsyncLifetime
    {
        public Server Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Server = await Server.StartAsync(services => services.AddSingleton(new FileLimits { Everyone = new(100 * 1024 * 1024, Quota), MaxUnfinished = 20 }));

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused()
    {
        using var ana = await Server.SignUpAsync("Ana");

        var refusal = await RefusedAsync("too_large", () => ReserveAsync(ana, (100 * 1024 * 1024) + 1));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refusal.Status);
        await RefusedAsync("too_large", () => ReserveAsync(ana, long.MaxValue));
    }

    [Fact]
    public async Task Premium_takes_files_of_2_GB_until_its_last_day()
    {
        await using var server = await Server.StartAsync();
        using var ana = await server.SignUpAsync("Ana");
        const long Largest = 2L * 1024 * 1024 * 1024;
        var free = await ana.Client.Files.StorageAsync(ct: Ct);

        await AccountVerbs.GivePremiumAsync(server.Settings, ana.Email, DateOnly.FromDateTime(DateTime.UtcNow), Ct);
        var premium = await ana.Client.Files.StorageAsync(ct: Ct);
        await ReserveAsync(ana, Largest);
        await RefusedAsync("too_large", () => ReserveAsync(ana, Largest + 1));
        await AccountVerbs.GivePremiumAsync(server.Settings, ana.Email, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1), Ct);

        await RefusedAsync("too_large", () => ReserveAsync(ana, Largest));
        Assert.Equal((100 * 1024 * 1024, 5L * 1024 * 1024 * 1024), (free.MaxSize, free.Quota));
        Assert.Equal((Largest, 50L * 1024 * 1024 * 1024), (premium.MaxSize, premium.Quota));
        Assert.True((await ana.Client.Files.StorageAsync(ct: Ct)).Used >= Largest);
    }

    [Fact]
    public async Task Parallel_reservations_never_go_beyond_the_quota()
    {
        using var ana = await Server.SignUpAsync("Ana");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => (await CallAsync(ana, HttpMethod.Post, "/api/v1/files", New(150_000))).Status));

        Assert.Equal(6, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.Conflict));
        await using var db = await Server.NewDbAsync();
        var reserved = await db.Files.Where(f => f.OwnerId == ana.Id).Select(f => f.Key).ToListAsync(Ct);
        var stored = await Server.Services.GetRequiredService<IFileStore>().ListAsync(Ct).Select(entry => entry.Key).ToListAsync(Ct);
        Assert.Equal(6, reserved.Intersect(stored).Count());
    }

    [Fact]
    public async Task Room_comes_back_when_a_file_is_deleted()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(600_000));
        await RefusedAsync("file.quota", () => ReserveAsync(ana, 600_000));

        await ana.Client.Files.DeleteAsync(file.Id, Ct);

        await ReserveAsync(ana, 600_000);
    }

    [Fact]
    public async Task The_same_bytes_count_once()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(600_000);
        for (var copy = 0; copy < 3; copy++) await UploadAsync(ana, bytes, sha256: Sha256(bytes));

        var storage = (await CallAsync(ana, HttpMethod.Get, "/api/v1/me/storage?sort=size")).Body;

        Assert.Equal((600_000, Quota), (storage.GetProperty("used").GetInt64(), storage.GetProperty("quota").GetInt64()));
        Assert.Equal(3, storage.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Too_many_unfinished_uploads_are_refused()
    {
        using var ana = await Server.SignUpAsync("Ana");
        for (var upload = 0; upload < 20; upload++) await ReserveAsync(ana, 1);

        await RefusedAsync("file.too_many_unfinished", () => ReserveAsync(ana, 1));
    }

    [Fact]
    public async Task Storage_lists_the_largest_first_page_by_page()
    {
        using var ana = await Server.SignUpAsync("Ana");
        await Task.WhenAll(Enumerable.Range(1, 60).Chunk(15).Select(async sizes =>
        {
            foreach (var size in sizes) await UploadAsync(ana, new byte[size]);
        }));

        var first = (await CallAsync(ana, HttpMethod.Get, "/api/v1/me/storage?sort=size")).Body;
        var second = (await CallAsync(ana, HttpMethod.Get, $"/api/v1/me/storage?sort=size&cursor={first.GetProperty("next").GetString()}")).Body;

        var sizes = new[] { first, second }.SelectMany(page => page.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("size").GetInt32());
        Assert.Equal(Enumerable.Range(1, 60).Reverse(), sizes);
        Assert.False(second.TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"","size":1,"contentType":"a/b"}""")]
    [InlineData("""{"name":"a","size":0,"contentType":"a/b"}""")]
    [InlineData("""{"name":"a","size":-1,"contentType":"a/b"}""")]
    [InlineData("""{"name":"a","size":1.5,"contentType":"a/b"}""")]
    [InlineData("""{"name":"a","size":"1","contentType":"a/b"}""")]
    [InlineData("""{"name":"a","size":1,"contentType":"text"}""")]
    [InlineData("""{"name":"a","size":1,"contentType":"text/html\r\nX: y"}""")]
    [InlineData("""{"name":"a","size":1,"contentType":"a/b","kind":"virus"}""")]
    [InlineData("""{"name":"a","size":1,"contentType":"a/b","sha256":"abc"}""")]
    [InlineData("""{"name":"a","size":1,"contentType":"a/b","thumbnailOf":"x"}""")]
    [InlineData("""{"name":"\ud800","size":1,"contentType":"a/b"}""")]
    [InlineData("[]")]
    [InlineData("not json")]
    public async Task A_malformed_reservation_is_refused(string body)
    {
        using var ana = await Server.SignUpAsync("Ana");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/files") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Authorization = new("Bearer", ana.Token);

        using var answer = await Server.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"code\":\"validation\"", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_store_did_is_counted()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var file = await UploadAsync(ana, SampleFiles.Bytes(1000));
        using (await ReadAsync(ana, file.Id))
        using (await GetAsync((await ana.Client.Files.LinkAsync(file.Id, ct: Ct)).Url, "bytes=0-99"))
        {
        }

        // Nobody tells us what a bucket was asked for: each address counts as one reading of the whole.
        var read = Server.KeepsFiles ? (2, 1100) : (2, 2000);
        await UntilAsync(async () => (await CountedAsync(ana)).GetValueOrDefault("get") == read);
        var counted = await CountedAsync(ana);
        Assert.Equal((1, 0), counted["reserve"]);
        Assert.Equal((1, 1000), counted["put"]);
        Assert.Equal((1, 0), counted["complete"]);
    }

    private static object New(int size) => new { name = "a.bin", size, contentType = "application/octet-stream" };

    private async Task<Dictionary<string, (long, long)>> CountedAsync(Person person)
    {
        await Server.Services.GetRequiredService<FileMeter>().FlushAsync(Ct);
        await using var db = await Server.NewDbAsync();
        return await db.FileUsage.Where(u => u.OwnerId == person.Id).ToDictionaryAsync(u => u.Operation, u => (u.Operations, u.Bytes), Ct);
    }
}
