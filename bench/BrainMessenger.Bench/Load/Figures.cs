namespace BrainMessenger.Bench.Load;

/// <summary>One measured window.</summary>
/// <param name="PerSecond">Operations each second.</param>
/// <param name="ServerCpu">µs of the server for each operation.</param>
/// <param name="DatabaseCpu">µs of PostgreSQL for each operation.</param>
internal sealed record Figures(double PerSecond, double ServerCpu, double DatabaseCpu)
{
    /// <summary>Milliseconds until the acknowledgement.</summary>
    public double AckP50 { get; init; } = double.NaN;

    public double AckP99 { get; init; } = double.NaN;

    /// <summary>Milliseconds until the message is at the other end.</summary>
    public double SeenP50 { get; init; } = double.NaN;

    public double SeenP99 { get; init; } = double.NaN;

    /// <summary>KiB of resident memory for each socket.</summary>
    public double Memory { get; init; } = double.NaN;

    /// <summary>What has no column.</summary>
    public string? Note { get; init; }

    /// <summary>Frames in which the server refused; a window with any is no measurement.</summary>
    public long Refused { get; init; }
}

/// <summary>Times gathered by many readers; each has a list of its own and nobody waits.</summary>
internal sealed class Times
{
    private readonly List<float>[] _lists;

    public Times(int readers) => _lists = [.. Enumerable.Range(0, readers).Select(_ => new List<float>(1024))];

    public void Add(int reader, double milliseconds) => _lists[reader].Add((float)milliseconds);

    /// <summary>Only once the readers are done.</summary>
    public (double P50, double P99) Percentiles()
    {
        var all = _lists.SelectMany(list => list).Order().ToList();
        return all.Count == 0 ? (double.NaN, double.NaN) : (all[all.Count / 2], all[Math.Min(all.Count - 1, all.Count * 99 / 100)]);
    }
}
