using System.Diagnostics;

namespace BrainMessenger.Faults;

/// <summary>A server that differs from ours by a patch of Builds.</summary>
internal static class Variant
{
    /// <summary>Builds it (build-variant.sh) and answers the folder of its program.</summary>
    public static async Task<string> BuildAsync(string name, string folder, CancellationToken ct)
    {
        var here = Sources.PathOf("tests/BrainMessenger.Faults");
        var start = new ProcessStartInfo(Path.Combine(here, "build-variant.sh"), [Path.Combine(here, "Builds", $"{name}.patch"), folder]) { RedirectStandardError = true };
        using var build = Process.Start(start)!;
        var errors = await build.StandardError.ReadToEndAsync(ct);
        await build.WaitForExitAsync(ct);
        if (build.ExitCode != 0) throw new InvalidOperationException($"The server with {name} could not be built: {errors}");
        return Path.Combine(folder, "server");
    }
}
