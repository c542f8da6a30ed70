using System.Globalization;
using System.Text;

namespace BrainMessenger.Bench.Load;

/// <summary>All figures of a run, as Markdown: median (min-max) of the rounds, beside the peers measured elsewhere.</summary>
internal sealed class LoadReport
{
    private readonly Dictionary<(string Title, string Target), List<Figures>> _figures = [];

    public void Add(Measurement measurement, TargetKind kind, Figures figures)
    {
        var key = (measurement.Title, kind.Name);
        if (!_figures.TryGetValue(key, out var list)) _figures[key] = list = [];
        list.Add(figures);
    }

    public string ToMarkdown(IReadOnlyList<TargetKind> kinds)
    {
        var text = new StringBuilder();
        foreach (var measurement in Measurement.All.Where(measurement => _figures.Keys.Any(key => key.Title == measurement.Title)))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {measurement.Title}").AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"| server | n | {measurement.Unit} | ack p50 ms | ack p99 ms | seen p50 ms | seen p99 ms | server µs | DB µs | KiB/socket | refused |");
            text.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach (var kind in kinds)
                if (_figures.TryGetValue((measurement.Title, kind.Name), out var list)) text.AppendLine(Row(kind.Name, list));
            foreach (var peer in Peers.Of(measurement.Title)) text.AppendLine(peer);
            foreach (var kind in kinds)
                foreach (var note in _figures.GetValueOrDefault((measurement.Title, kind.Name), []).Select(figures => figures.Note).OfType<string>())
                    text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{kind.Name}: {note}");
        }

        text.Append(Ratios.ToMarkdown((title, target) => _figures.GetValueOrDefault((title, target))));
        return text.ToString();
    }

    private static string Row(string name, List<Figures> list) =>
        $"| {name} | {list.Count} | {Cell(list, f => f.PerSecond)} | {Cell(list, f => f.AckP50)} | {Cell(list, f => f.AckP99)} | {Cell(list, f => f.SeenP50)} | {Cell(list, f => f.SeenP99)} | {Cell(list, f => f.ServerCpu)} | {Cell(list, f => f.DatabaseCpu)} | {Cell(list, f => f.Memory)} | {list.Sum(f => f.Refused)} |";

    private static string Cell(List<Figures> list, Func<Figures, double> value)
    {
        var values = list.Select(value).Where(double.IsFinite).Order().ToList();
        if (values.Count == 0 || values[^1] == 0) return "-";
        return values.Count == 1 ? Number(values[0]) : $"{Number(values[values.Count / 2])} ({Number(values[0])}-{Number(values[^1])})";
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
