using System.Globalization;
using System.Text;

namespace BrainMessenger.Bench.Growth;

/// <summary>Requests as rows, databases as columns: p50 / p95 in ms and the CPU of server and database.</summary>
internal sealed class GrowthTable
{
    private readonly List<string> _columns = [];
    private readonly List<string> _rows = [];
    private readonly Dictionary<(string Column, string Row), string> _cells = [];

    public void Add(string column, string row, RequestTimes times) => Add(column, row, $"{Number(times.P50)} / {Number(times.P95)} ({Number(times.Cpu)})");

    public void Add(string column, string row, double value) => Add(column, row, Number(value));

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| ms p50 / p95 (CPU) | {string.Join(" | ", _columns)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| --- |{string.Concat(Enumerable.Repeat(" --- |", _columns.Count))}");
        foreach (var row in _rows) text.AppendLine(CultureInfo.InvariantCulture, $"| {row} | {string.Join(" | ", _columns.Select(column => _cells.GetValueOrDefault((column, row), "-")))} |");
        return text.ToString();
    }

    private void Add(string column, string row, string cell)
    {
        if (!_columns.Contains(column)) _columns.Add(column);
        if (!_rows.Contains(row)) _rows.Add(row);
        _cells[(column, row)] = cell;
        Console.Error.WriteLine($"{column}: {row}: {cell}");
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
