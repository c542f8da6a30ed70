using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BrainMessenger.Tests.Features.Files;

[Trait("Store", "Disk")]
public sealed class PartTests(Server server) : FileTestBase(server), IClassFixture<Server>
{
    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1001)]
    [InlineData(4_000_000)]
    public async Task A_part_of_another_size_is_refused(int size)
    {
        using var ana = await Server.SignUpAsync("Ana");
        var upload = await ReserveAsync(ana, 1000);

        await RefusedAsync("file.part_size", () => ana.Client.Files.PutPartAsync(upload.Parts[0], new byte[size], Ct));
        // The same without saying the length beforehand.
        using var chunked = new HttpRequestMessage(HttpMethod.Put, upload.Parts[0].Url) { Content = new StreamContent(new Unsized(size)) };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.BadRequest, (await Server.Http.SendAsync(chunked, Ct)).StatusCode);

        Assert.False((await ana.Client.Files.PartsAsync(upload.Id, Ct)).Parts[0].Done);
    }

    [Fact]
    public async Task A_part_cut_off_half_way_leaves_nothing_behind()
    {
        using var ana = await Server.SignUpAsync("Ana");
        var bytes = SampleFiles.Bytes(Part);
        var upload = await ReserveAsync(ana, bytes.Length);
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(Server.DataDir, "files", "incoming"), upload.Id + ".*"));
        using (var tcp = new TcpClient(Server.Address.Host, Server.Address.Port))
        {
            var head = $"PUT {upload.Parts[0].Url} HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nContent-Length: {bytes.Length}\r\n\r\n";
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Ct);
            await tcp.GetStream().WriteAsync(bytes.AsMemory(0, Part / 2), Ct);
            await UntilAsync(() => Task.FromResult(Directory.GetFiles(folder, "*.tmp").Length == 1));
        }

        await UntilAsync(() => Task.FromResult(Directory.GetFiles(folder).Length == 0));
        Assert.False((await ana.Client.Files.PartsAsync(upload.Id, Ct)).Parts[0].Done);
        await PutAsync(ana, upload, 1, bytes);
        Assert.Equal("ready", (await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct)).Status);
    }

    /// <summary>Zeros whose number nobody is told beforehand.</summary>
    private sealed class Unsized(int size) : MemoryStream(new byte[size])
    {
        public override bool CanSeek => false;
    }
}
