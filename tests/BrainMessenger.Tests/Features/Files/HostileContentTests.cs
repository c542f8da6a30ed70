using System.Text;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>What is uploaded is read before anybody may refer to it, and only what was recognised is ever shown.</summary>
public sealed class HostileContentTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    public static TheoryData<string, byte[]> Pages => new()
    {
        { "image/svg+xml", SampleFiles.Svg() },
        { "text/html", SampleFiles.Html() },
        { "application/xhtml+xml", SampleFiles.Html() },
        { "text/xml", SampleFiles.Svg() },
        { "application/javascript", Encoding.ASCII.GetBytes("alert(1)") },
        { "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.7 /JS (app.alert(1))") },
        { "application/octet-stream", SampleFiles.Html() },
        { "text/plain", [0xEF, 0xBB, 0xBF, .. SampleFiles.Html()] },
    };

    public static TheoryData<string, byte[]> Polyglots => new()
    {
        { "image/gif", [.. SampleFiles.Gif(4, 4, 1), .. SampleFiles.Html()] },
        { "image/png", [.. SampleFiles.Png(4, 4), .. SampleFiles.Svg()] },
        { "image/jpeg", [.. SampleFiles.Jpeg(4, 4), .. SampleFiles.Html()] },
        { "image/gif", Encoding.ASCII.GetBytes("GIF89a\u0004\0\u0004\0\0\0\0,\0\0\0\0\u0004\0\u0004\0\0\u0002\u0001\u0001\0;<script>alert(1)</script>") },
        { "video/mp4", [.. SampleFiles.Mp4(), .. SampleFiles.Html()] },
    };

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "image/png", SampleFiles.Png(50_000, 50_000) },
        { "image/png", SampleFiles.Png(35_000_001, 1) },
        { "image/png", SampleFiles.Png(int.MaxValue, int.MaxValue) },
        { "image/png", SampleFiles.Png(-1, -1) },
        { "image/png", SampleFiles.Png(0, 10) },
        { "image/png", SampleFiles.Png(100, 100, frames: 2_001) },
        { "image/png", SampleFiles.Png(5_900, 5_900, frames: 2_000) },
        { "image/jpeg", SampleFiles.Jpeg(65_535, 65_535) },
        { "image/jpeg", SampleFiles.Jpeg(0, 0) },
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0] },
        { "image/gif", SampleFiles.Gif(65_535, 65_535, 1) },
        { "image/gif", SampleFiles.Gif(10, 10, 2_001) },
        { "image/gif", SampleFiles.Gif(60_000, 600, 1, frameWidth: 65_000) },
        { "image/gif", Encoding.ASCII.GetBytes("GIF89a") },
        { "image/webp", SampleFiles.Webp(16_000, 16_000) },
        { "image/webp", SampleFiles.Webp(10, 10, frames: 2_001) },
        { "image/webp", SampleFiles.WebpLossless(16_000, 16_000) },
        { "image/webp", Encoding.ASCII.GetBytes("RIFF\u00ff\u00ff\0\0WEBP") },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_browser_could_run_is_only_ever_downloaded(string type, byte[] bytes)
    {
        using var ana = await Server.SignUpAsync("Ana");

        foreach (var name in new[] { "page.html", "picture.svg", "picture.png" })
        {
            var file = await UploadAsync(ana, bytes, name, type);
            using var answer = await ReadAsync(ana, file.Id);

            Assert.Equal("document", file.Kind);
            Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            // A bucket sends no headers of ours; it is another origin.
            if (Server.KeepsFiles) Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        }
    }

    [Theory]
    [MemberData(nameof(Polyglots))]
    public async Task A_picture_with_a_page_inside_stays_a_picture(string type, byte[] bytes)
    {
        using var ana = await Server.SignUpAsync("Ana");

        using var answer = await ReadAsync(ana, (await UploadAsync(ana, bytes, "a.html", type)).Id);

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        if (Server.KeepsFiles) Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_no_photo_and_is_never_shown(string type, byte[] bytes)
    {
        using var ana = await Server.SignUpAsync("Ana");

        await RefusedAsync("file.picture_refused", () => UploadAsync(ana, bytes, "a.png", type));

        var file = await UploadAsync(ana, bytes, "a.png", type, kind: "document");
        using var answer = await ReadAsync(ana, file.Id);
        Assert.Null(file.Width);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 12, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'X', (byte)'A', (byte)'V', (byte)'C' })]
    [InlineData(new byte[] { 255, 255, 255, 255, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'X', (byte)'A', (byte)'V', (byte)'C', 0, 0, 0, 0, (byte)'m', (byte)'p' })]
    public async Task A_film_whose_first_box_ends_early_is_no_film(byte[] bytes)
    {
        using var ana = await Server.SignUpAsync("Ana");

        await RefusedAsync("file.type_mismatch", () => UploadAsync(ana, bytes, "a.mp4", "video/mp4"));
    }

    [Theory]
    [InlineData("image/png", "photo")]
    [InlineData("image/png", null)]
    [InlineData("image/png", "document")]
    [InlineData("video/mp4", "video")]
    [InlineData("audio/ogg", "voice")]
    public async Task A_file_that_is_not_what_it_was_announced_as_is_refused(string type, string? kind)
    {
        using var ana = await Server.SignUpAsync("Ana");

        await RefusedAsync("file.type_mismatch", () => UploadAsync(ana, SampleFiles.Html(), "a", type, kind));

        Assert.Empty((await CallAsync(ana, HttpMethod.Get, "/api/v1/me/storage")).Body.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("XAVC", "XAVCmp42iso2", true)]
    [InlineData("f4v ", "isommp42m4v ", true)]
    [InlineData("crx ", "crx isom", false)]
    [InlineData("heic", "mif1heicmp42", false)]
    [InlineData("what", "mp42mif1", false)]
    [InlineData("what", "ever", false)]
    [InlineData("what", "", false)]
    public async Task A_film_is_known_by_the_formats_that_it_keeps_to(string brand, string compatible, bool isFilm)
    {
        using var ana = await Server.SignUpAsync("Ana");
        // What follows the box is no brand of it.
        byte[] bytes = [0, 0, 0, (byte)(16 + compatible.Length), .. Encoding.ASCII.GetBytes($"ftyp{brand}0000{compatible}isom")];

        if (isFilm) Assert.Equal("video", (await UploadAsync(ana, bytes, "a.mp4", "video/mp4")).Kind);
        else await RefusedAsync("file.type_mismatch", () => UploadAsync(ana, bytes, "a.mp4", "video/mp4"));
    }

    [Theory]
    [InlineData("text/html", "photo")]
    [InlineData("image/svg+xml", "photo")]
    [InlineData("image/png", "video")]
    [InlineData("video/mp4", "voice")]
    public async Task A_kind_that_cannot_be_is_refused_before_the_upload(string type, string kind)
    {
        using var ana = await Server.SignUpAsync("Ana");

        await RefusedAsync("file.type_mismatch", () => ana.Client.Files.ReserveAsync(new() { Name = "a", Size = 5, ContentType = type, Kind = kind }, ct: Ct));
    }

    [Fact]
    public async Task What_is_sound_is_measured_and_shown()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var samples = new (string Type, byte[] Bytes, string Kind, int? Width)[]
        {
            ("image/png", SampleFiles.Png(640, 480), "photo", 640),
            ("image/png", SampleFiles.Png(640, 480, frames: 20), "photo", 640),
            ("image/jpeg", SampleFiles.Jpeg(640, 480), "photo", 640),
            ("image/gif", SampleFiles.Gif(640, 480, 3), "photo", 640),
            ("image/webp", SampleFiles.Webp(640, 480, frames: 2), "photo", 640),
            ("image/webp", SampleFiles.WebpLossless(640, 480), "photo", 640),
            ("video/mp4", SampleFiles.Mp4(), "video", null),
            ("audio/webm", SampleFiles.WebmSound(), "document", null),
        };

        foreach (var (type, bytes, kind, width) in samples)
        {
            var file = await UploadAsync(ana, bytes, "a", type);
            using var shown = await ReadAsync(ana, file.Id);
            using var saved = await ReadAsync(ana, file.Id, download: true);

            Assert.Equal((type, kind, width), (file.ContentType, file.Kind, file.Width));
            Assert.Equal(("inline", type), (shown.Content.Headers.ContentDisposition!.DispositionType, shown.Content.Headers.ContentType!.ToString()));
            Assert.Equal("attachment", saved.Content.Headers.ContentDisposition!.DispositionType);
        }
    }

    [Fact]
    public async Task A_picture_is_what_its_bytes_say_whatever_it_was_called()
    {
        using var ana = await Server.SignUpAsync("Ana");

        var photo = await UploadAsync(ana, SampleFiles.Png(7, 9), "a.jpg", "image/jpeg; charset=binary");
        var voice = await UploadAsync(ana, SampleFiles.WebmSound(), "v.webm", "audio/webm;codecs=opus", "voice");

        Assert.Equal(("image/png", "photo", 7, 9), (photo.ContentType, photo.Kind, photo.Width, photo.Height));
        Assert.Equal(("audio/webm", "voice"), (voice.ContentType, voice.Kind));
    }
}
