using System.Globalization;
using System.Text;

namespace BrainMessenger.Bench.Load;

/// <summary>Our medians as multiples of the floor's of the same run: the only figures that compare from run to run.</summary>
internal static class Ratios
{
    private static readonly (string Metric, Func<Figures, double> Of)[] Metrics =
    [
        ("rate", f => f.PerSecond),
        ("CPU, server + DB", f => f.ServerCpu + f.DatabaseCpu),
        ("ack p50", f => f.AckP50),
        ("seen p99", f => f.SeenP99),
        ("memory", f => f.Memory),
    ];

    public static string ToMarkdown(Func<string, string, IReadOnlyList<Figures>?> figures)
    {
        var text = new StringBuilder();
        text.AppendLine().AppendLine("### Multiples of the floor of the same run (medians)").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| measured | server | floor | {string.Join(" | ", Metrics.Select(metric => metric.Metric))} |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var measurement in Measurement.All)
            foreach (var (ours, floor) in Pairs(measurement.Title))
                if (figures(measurement.Title, ours) is { } mine && figures(measurement.Title, floor) is { } least)
                    text.AppendLine(CultureInfo.InvariantCulture, $"| {measurement.Title} | {ours} | {floor} | {string.Join(" | ", Metrics.Select(metric => Cell(mine, least, metric.Of)))} |");
        return text.ToString();
    }

    private static IEnumerable<(string Ours, string Floor)> Pairs(string title)
    {
        if (title.StartsWith("One-to-one", StringComparison.Ordinal) || title.Contains("a minute", StringComparison.Ordinal))
            return [(ServerKind.NameOf("PostgreSQL"), "durable-pg"), (ServerKind.NameOf("SQLite"), "durable-sqlite")];
        var floor = title.Contains("burst", StringComparison.Ordinal) ? "raw-coalesce" : "raw";
        return [(ServerKind.NameOf("PostgreSQL"), floor), (ServerKind.NameOf("SQLite"), floor)];
    }

    private static string Cell(IReadOnlyList<Figures> mine, IReadOnlyList<Figures> least, Func<Figures, double> of)
    {
        var ratio = Median(mine, of) / Median(least, of);
        return double.IsFinite(ratio) ? ratio.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "-";
    }

    private static double Median(IReadOnlyList<Figures> list, Func<Figures, double> of) => list.Select(of).Order().ElementAt(list.Count / 2);
}
