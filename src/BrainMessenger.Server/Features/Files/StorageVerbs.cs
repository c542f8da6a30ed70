using System.CommandLine;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Features.Files.Store.S3;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;

namespace BrainMessenger.Server.Features.Files;

/// <summary><c>brainmessenger storage …</c>: for whoever may read the configuration; works while the server runs.</summary>
internal static class StorageVerbs
{
    public static Command Create(Func<Func<Task>, Task<int>> guarded)
    {
        var setup = new Command("setup", "Print the CORS and lifecycle rules that the bucket needs, and apply them where the keys may.");
        setup.SetAction((_, ct) => guarded(() => S3Setup.RunAsync(Settings.From(ConfigurationSource.FromProcess()), Console.Out, ct)));

        var to = new Option<string>("--to") { Description = "r2 or disk.", Required = true };
        to.AcceptOnlyFromAmong(FileStores.Bucket, FileStores.Disk);
        var move = new Command("move", "Bring all files into the bucket or back into DATA_DIR, and send new ones there; may be cut off and repeated.") { to };
        move.SetAction((parsed, ct) => guarded(() => MoveAsync(parsed.GetRequiredValue(to), ct)));
        var removeUnknown = new Option<bool>("--remove-unknown") { Description = "Also remove files without a row where this database knows hardly any of the files." };
        var check = new Command("check", "Compare rows and stored files, remove what is due, and say what was found; works while the server runs.") { removeUnknown };
        check.SetAction((parsed, ct) => guarded(() => CheckAsync(parsed.GetValue(removeUnknown), ct)));
        return new("storage", "Look after the files' store.") { setup, move, check };
    }

    private static async Task CheckAsync(bool removeUnknown, CancellationToken ct)
    {
        var settings = Settings.From(ConfigurationSource.FromProcess());
        using var data = DataDirectory.Beside(settings.DataDir);
        await using var app = MessengerApp.Build(settings, data, configure: null);
        try
        {
            var report = await app.Services.GetRequiredService<FileSweep>().RunAsync(removeUnknown, ct);
            Console.WriteLine($"{char.ToUpperInvariant(report.ToString()[0])}{report.ToString()[1..]}.");
            if (report.Missing > 0) throw new StartupException(ExitCode.Failed, "The log above names the files without bytes: restore them from a backup, see docs/operations.md.");
        }
        catch (StoreException e)
        {
            throw new StartupException(ExitCode.Failed, $"The store cannot be used ({e.Message.TrimEnd('.')}): {e.Cure}.");
        }
    }

    private static async Task MoveAsync(string to, CancellationToken ct)
    {
        var settings = Settings.From(ConfigurationSource.FromProcess());
        if (settings.ObjectStore is null) throw ConfigurationSource.Wrong("R2_ENDPOINT is missing: files move between DATA_DIR and a bucket, so the R2_* variables must be set, also to move back.");
        using var data = DataDirectory.Beside(settings.DataDir);
        await using var app = MessengerApp.Build(settings, data, configure: null);
        try
        {
            var move = app.Services.GetRequiredService<FileMove>();
            var report = await move.RunAsync(to, new Progress(), ct);
            Console.WriteLine($"Moved {report.Moved:N0} files, {report.Bytes:N0} bytes. New files go to {to}.");
            if (report.Waiting > 0) Console.WriteLine($"{report.Waiting:N0} uploads and deleted files are in the former store still: run this again tomorrow.");
            if (report.Missing > 0) throw new StartupException(ExitCode.Failed, $"{report.Missing:N0} files lack bytes in their store: the log above names them.");
        }
        catch (StoreException e)
        {
            throw new StartupException(ExitCode.Failed, $"The store cannot be used ({e.Message.TrimEnd('.')}): {e.Cure}. What was moved stays moved; run this again.");
        }
    }

    /// <summary>A line now and then: a move takes hours.</summary>
    private sealed class Progress : IProgress<(int Files, long Bytes)>
    {
        private const int Step = 100;

        public void Report((int Files, long Bytes) value)
        {
            if (value.Files % Step == 0) Console.WriteLine($"{value.Files:N0} files, {value.Bytes:N0} bytes …");
        }
    }
}
