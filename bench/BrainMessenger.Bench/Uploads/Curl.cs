using System.Diagnostics;
using System.Globalization;

namespace BrainMessenger.Bench.Uploads;

/// <summary>One curl that puts many files side by side.</summary>
internal static class Curl
{
    public static async Task<TimeSpan> PutAsync(IReadOnlyList<(string Path, string Url)> files, DirectoryInfo work, CancellationToken ct)
    {
        var config = Path.Combine(work.FullName, "curl.config");
        await File.WriteAllLinesAsync(config, files.SelectMany(file => new[] { $"upload-file = \"{file.Path}\"", $"url = \"{file.Url}\"", "output = /dev/null", "next" }).SkipLast(1).Prepend("fail"), ct);
        var limit = files.Count.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("curl", ["--silent", "--show-error", "--parallel", "--parallel-immediate", "--parallel-max", limit, "--config", config]) { RedirectStandardError = true };
        var began = Stopwatch.GetTimestamp();
        using var curl = Process.Start(start)!;
        var said = await curl.StandardError.ReadToEndAsync(ct);
        await curl.WaitForExitAsync(ct);
        var took = Stopwatch.GetElapsedTime(began);
        return curl.ExitCode == 0 ? took : throw new InvalidOperationException($"curl ended with {curl.ExitCode}: {said}");
    }
}
