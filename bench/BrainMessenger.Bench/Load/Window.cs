using System.Diagnostics;

namespace BrainMessenger.Bench.Load;

/// <summary>CPU and operations between two moments.</summary>
internal sealed class Window(Target target, Func<long> operations)
{
    private long _startedAt;
    private long _operations;
    private double _server;
    private double _database;

    public void Start()
    {
        _server = target.ServerCpu;
        _database = target.DatabaseCpu;
        _operations = operations();
        _startedAt = Stopwatch.GetTimestamp();
    }

    public Figures Stop()
    {
        var seconds = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
        var done = operations() - _operations;
        return new(done / seconds, (target.ServerCpu - _server) / done, (target.DatabaseCpu - _database) / done);
    }
}
