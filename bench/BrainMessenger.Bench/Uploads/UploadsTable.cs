using System.Globalization;
using System.Text;

namespace BrainMessenger.Bench.Uploads;

/// <summary>Ways of putting as rows; each row has its rounds, one after the other.</summary>
internal sealed class UploadsTable(int count, int size)
{
    private readonly List<(string Store, string Way)> _rows = [];
    private readonly Dictionary<(string Store, string Way), List<UploadsResult>> _results = [];

    public void Add(string store, string way, UploadsResult result)
    {
        if (!_results.TryGetValue((store, way), out var results))
        {
            _rows.Add((store, way));
            _results[(store, way)] = results = [];
        }

        results.Add(result);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{count} files of {size:N0} bytes at once");
        text.AppendLine("| store | way | MB/s | server, ms of CPU a file | failed or not the same |");
        text.AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var row in _rows)
        {
            var results = _results[row];
            var bad = results[0].Bad is null ? "" : $"{results.Sum(r => r.Bad)} of {results.Sum(r => r.Files)}";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Store} | {row.Way} | {Each(results, Rate, "N0")} | {Each(results, r => r.ServerCpu / 1000, "0.0")} | {bad} |");
        }

        return text.ToString();
    }

    private double Rate(UploadsResult result) => (double)result.Files * size / 1_000_000 / result.Took.TotalSeconds;

    private static string Each(List<UploadsResult> results, Func<UploadsResult, double> value, string format) =>
        string.Join(" / ", results.Select(result => value(result).ToString(format, CultureInfo.InvariantCulture)));
}
