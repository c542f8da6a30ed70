using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>The table of docs/r2.md; written to STORE_FAULTS_TABLE where that names a file.</summary>
internal static partial class StoreFaultTable
{
    public static readonly IReadOnlyList<string> Steps = ["start", "part", "list", "complete", "check", "read", "delete"];

    public static async Task WriteAsync(IReadOnlyList<StoreFaultSeen> seen)
    {
        if (Environment.GetEnvironmentVariable("STORE_FAULTS_TABLE") is not { Length: > 0 } path) return;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| the store | {string.Join(" | ", Steps)} | the operator reads |");
        text.AppendLine(string.Concat(Enumerable.Repeat("| --- ", Steps.Count + 2)) + "|");
        foreach (var fault in StoreFaultCase.All)
        {
            var steps = Steps.Select(step => seen.Single(one => one.Fault == fault.Name && one.Step == step)).ToList();
            var cures = steps.SelectMany(one => one.Log).Select(line => Cure().Match(line)).Where(match => match.Success).Select(match => Bucket().Replace(match.Groups[1].Value, "…")).Distinct();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {fault.Name} | {string.Join(" | ", steps.Select(one => one.Told ?? "done"))} | {string.Join("; ", cures)} |");
        }

        await File.WriteAllTextAsync(path, text.ToString());
    }

    [GeneratedRegex("test-[0-9a-f]{32}")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"Cure: (.+?)\.( Tried again in a minute\.)?$")]
    private static partial Regex Cure();
}
