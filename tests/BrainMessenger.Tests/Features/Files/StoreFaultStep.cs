using BrainMessenger.Client;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Features.Files.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>What was seen of a fault at one step: what people were told, and what the operator read; or what did not hold.</summary>
internal sealed record StoreFaultSeen(string Fault, string Step, string? Told, IReadOnlyList<string> Log, string? Wrong);

/// <summary>One step of a file's way, over and over, with another fault of the store each time.</summary>
internal sealed class StoreFaultStep(FailingStore failing, string step) : FileTestBase(failing.Server)
{
    private static readonly byte[] _bytes = SampleFiles.Bytes(100);

    public async Task<IReadOnlyList<StoreFaultSeen>> RunAsync()
    {
        using var ana = await Server.SignUpAsync("Ana");
        // Beside fewer files than what a lost answer leaves without a row, the comparison would leave that alone.
        var stay = new List<Guid>();
        for (var n = 0; n < (step == "start" ? 40 : 1); n++) stay.Add((await UploadAsync(ana, SampleFiles.Bytes(10, seed: n + 1))).Id);
        var seen = new List<StoreFaultSeen>();
        foreach (var fault in StoreFaultCase.All)
            try
            {
                var told = await SeenAsync(fault, ana);
                seen.Add(new(fault.Name, step, told, [.. failing.Log.Lines], null));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                seen.Add(new(fault.Name, step, null, [], e.Message));
                failing.Proxy.Heal();
            }

        if (seen.All(one => one.Wrong is null)) await OnlyTheseAreLeftAsync(ana, stay);
        return seen;
    }

    /// <summary>What Ana is told, after all that has to hold was looked at.</summary>
    private async Task<string?> SeenAsync(StoreFaultCase fault, Person ana)
    {
        var file = step is "read" or "delete" ? await UploadAsync(ana, _bytes) : null;
        var upload = step is "start" || file is not null ? null : await ReserveAsync(ana, _bytes.Length);
        if (step is "list" or "complete" or "check") await PutAsync(ana, upload!, 1, _bytes);
        failing.Log.Lines.Clear();
        // What is still the same after a minute is told again.
        Server.Clock.Advance(TimeSpan.FromMinutes(1.1));

        failing.Proxy.Fail(fault.Fault, request => StoreFaultCase.IsOf(step, request));
        var told = step switch
        {
            "start" => await ToldAsync(() => ReserveAsync(ana, _bytes.Length)),
            "part" => await PartAsync(fault, ana, upload!),
            "list" => await ToldAsync(() => ana.Client.Files.PartsAsync(upload!.Id, Ct)),
            "read" => await ReadAsync(fault, ana, file!),
            "delete" => await DeleteAsync(fault, ana, file!),
            _ => await ToldAsync(() => ana.Client.Files.CompleteAsync(upload!.Id, ct: Ct)),
        };
        Assert.Equal(fault.Told(step), told);
        if (fault.Logged(step) is { } logged)
            Assert.Contains(failing.Log.Lines, line => line.Contains(logged, StringComparison.Ordinal) && line.Contains(fault.Cure, StringComparison.Ordinal));
        // Below us a connection that ends without a word is tried again, too.
        if (fault.Fault is StoreFault.Answers && step is "start" or "list" or "complete") Assert.Equal(fault.Tries, failing.Proxy.Failed);
        else Assert.True(failing.Proxy.Failed >= fault.Tries, $"{failing.Proxy.Failed} requests met the fault");
        if (upload is not null && told is not null) await RefusedAsync("not_found", () => ana.Client.Files.LinkAsync(upload.Id, ct: Ct));

        failing.Proxy.Heal();
        if (upload is not null) await FinishAsync(ana, upload);
        if (step == "read") Assert.Equal(_bytes, await (await ReadAsync(ana, file!.Id)).Content.ReadAsByteArrayAsync(Ct));
        if (step == "delete") await GoneAsync(file!.Id);
        return told;
    }

    /// <summary>A browser's part fails without a reason that it may read; so it asks the server.</summary>
    private static async Task<string?> PartAsync(StoreFaultCase fault, Person ana, Upload upload)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var failed = await Record.ExceptionAsync(() => ana.Client.Files.PutPartAsync(upload.Parts[0], _bytes, patience.Token));
        Assert.Equal(fault.Code is null, failed is null);
        return await ToldAsync(() => ana.Client.Files.PartsAsync(upload.Id, Ct));
    }

    private async Task<string?> ReadAsync(StoreFaultCase fault, Person ana, BrainMessenger.Client.StoredFile file)
    {
        var link = await ana.Client.Files.LinkAsync(file.Id, ct: Ct);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var failed = await Record.ExceptionAsync(async () => (await Server.Http.GetAsync(link.Url, patience.Token)).EnsureSuccessStatusCode());
        Assert.Equal(fault.Code is null, failed is null);
        return await ToldAsync(() => ana.Client.Files.LinkAsync(file.Id, probe: true, ct: Ct));
    }

    private async Task<string?> DeleteAsync(StoreFaultCase fault, Person ana, BrainMessenger.Client.StoredFile file)
    {
        var told = await ToldAsync(() => ana.Client.Files.DeleteAsync(file.Id, Ct));
        await RefusedAsync("not_found", () => ana.Client.Files.LinkAsync(file.Id, ct: Ct));
        await CleanedUpAsync(TimeSpan.FromMinutes(11), async () => fault.Logged("delete") is null ? await RowIsGoneAsync(file.Id) : failing.Log.Lines.Any(line => line.Contains("cleaned up", StringComparison.Ordinal)));
        return told;
    }

    private static async Task<string?> ToldAsync(Func<Task> step) => (await Record.ExceptionAsync(step)) switch
    {
        null => null,
        ApiException refused => refused.Code,
        var other => other.ToString(),
    };

    /// <summary>Goes on from what is stored, as every client does, and reads it back.</summary>
    private async Task FinishAsync(Person ana, Upload upload)
    {
        if ((await ana.Client.Files.PartsAsync(upload.Id, Ct)).Parts is [{ Done: false }]) await PutAsync(ana, upload, 1, _bytes);
        var file = await ana.Client.Files.CompleteAsync(upload.Id, ct: Ct);
        Assert.Equal(_bytes, await (await ReadAsync(ana, file.Id)).Content.ReadAsByteArrayAsync(Ct));
    }

    /// <summary>The clean-up tries again on its own.</summary>
    private Task GoneAsync(Guid fileId) => CleanedUpAsync(TimeSpan.FromMinutes(1.1), () => RowIsGoneAsync(fileId));

    private async Task<bool> RowIsGoneAsync(Guid fileId)
    {
        await using var db = await Server.NewDbAsync();
        return !await db.Files.AnyAsync(f => f.Id == fileId, Ct);
    }

    private async Task OnlyTheseAreLeftAsync(Person ana, List<Guid> stay)
    {
        await using var db = await Server.NewDbAsync();
        foreach (var id in await db.Files.Where(f => !stay.Contains(f.Id) && f.Status == FileStatus.Ready).Select(f => f.Id).ToListAsync(Ct)) await ana.Client.Files.DeleteAsync(id, Ct);
        Server.Clock.Advance(TimeSpan.FromHours(25));

        var report = await Server.Services.GetRequiredService<FileSweep>().RunAsync(Ct);

        Assert.Equal((0, true), (report.Missing, report.Compared));
        await UntilAsync(async () => !await db.Files.AnyAsync(f => !stay.Contains(f.Id), Ct));
        var stored = await Server.Services.GetRequiredService<IFileStore>().ListAsync(Ct).Select(entry => entry.Key).ToListAsync(Ct);
        Assert.Equal(await db.Files.Select(f => f.Key).Order().ToListAsync(Ct), stored.Order(StringComparer.Ordinal));
    }
}
