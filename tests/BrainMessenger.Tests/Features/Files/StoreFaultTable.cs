using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrainMessenger.Tests.Features.Files;

/// <summary>The table of docs/r2.md; written to STORE_FAULTS_TABLE where that names a file.</summary>
internal sealed partial class StoreFaultTable
{
    public static readonly IReadOnlyList<string> Steps = ["start", "part", "list", "complete", "check", "read", "delete"];

    private readonly List<(string Fault, Dictionary<string, string> Seen, HashSet<string> Cures)> _rows = [];

    public void Add(string fault, string step, string? told, IEnumerable<string> log)
    {
        if (_rows.Count == 0 || _rows[^1].Fault != fault) _rows.Add((fault, [], []));
        _rows[^1].Seen[step] = told ?? "done";
        foreach (var cure in log.Select(line => Cure().Match(line)).Where(match => match.Success)) _rows[^1].Cures.Add(cure.Groups[1].Value);
    }

    public async Task WriteAsync()
    {
        if (Environment.GetEnvironmentVariable("STORE_FAULTS_TABLE") is not { Length: > 0 } path) return;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| the store | {string.Join(" | ", Steps)} | the operator reads |");
        text.AppendLine(string.Concat(Enumerable.Repeat("| --- ", Steps.Count + 2)) + "|");
        foreach (var (fault, seen, cures) in _rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {fault} | {string.Join(" | ", Steps.Select(step => seen[step]))} | {string.Join("; ", cures)} |");
        await File.WriteAllTextAsync(path, text.ToString());
    }

    [GeneratedRegex(@"Cure: (.+?)\.( Tried again in a minute\.)?$")]
    private static partial Regex Cure();
}
