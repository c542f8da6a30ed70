using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>
/// The one writer of every chat's log (design §5). Appends gather while the last commit runs; the writer takes them all,
/// commits them as one transaction, then answers and delivers from its own loop. No timer: alone, an append is
/// committed at once; under load batches form by themselves.
/// </summary>
internal sealed class MessageLog : IHostedService, IDisposable
{
    /// <summary>Appends that may wait; beyond that a send is refused with <c>busy</c> before it costs anything.</summary>
    private const int Capacity = 1024;

    /// <summary>Batches of 100 get 94–99 % of the gain; larger ones only cost latency.</summary>
    private const int BatchSize = 512;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _work = new(false, spinCount: 0);
    private readonly List<Append> _waiting = new(Capacity);
    private readonly LogWriter _writer;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly ITimer _watchdog;
    private List<Append> _underWay = [];
    private bool _recovered;
    private bool _stopping;

    public MessageLog(LogWriter writer, DatabaseHealth health, TimeProvider time)
    {
        _writer = writer;
        _time = time;
        health.Works += OnDatabaseWorks;
        _thread = new Thread(Run) { IsBackground = true, Name = "message log" };
        _watchdog = time.CreateTimer(_ => AnswerTheLate(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Queues an append; it answers itself through its own callback. A full queue refuses at once.</summary>
    public void Append(Append append)
    {
        append.EnqueuedAt = _time.GetTimestamp();
        lock (_gate)
        {
            if (_waiting.Count < Capacity && !_stopping)
            {
                _waiting.Add(append);
                if (_waiting.Count == 1) _work.Set();
                return;
            }
        }

        append.Refuse(Errors.Busy);
    }

    public async Task<Result<Position>> AppendAsync(AwaitedMessage message)
    {
        Append(message);
        return await message.Outcome;
    }

    public async Task<Result<ChangeEntry?>> AppendAsync(Guid chatId, Guid actorId, ChangeCommand command)
    {
        var change = new ChangeAppend(chatId, actorId, command, _time.Now());
        Append(change);
        return await change.Outcome;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Refuses what comes now and finishes what was accepted.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _stopping = true;
            _work.Set();
        }

        if (_thread.IsAlive) _thread.Join(TimeSpan.FromSeconds(10));
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _work.Dispose();
    }

    private void Run()
    {
        while (Take() is { } batch)
        {
            _writer.Write(batch);
            lock (_gate) _underWay = [];
        }
    }

    /// <summary>Waits for work; null when stopping and nothing is left.</summary>
    private List<Append>? Take()
    {
        while (true)
        {
            _work.Wait();
            lock (_gate)
            {
                if (_waiting.Count == 0 && _stopping) return null;
                _underWay = _waiting.Count <= BatchSize ? [.. _waiting] : _waiting.GetRange(0, BatchSize);
                _waiting.RemoveRange(0, _underWay.Count);
                if (_waiting.Count == 0 && !_stopping) _work.Reset();
                _underWay.RemoveAll(a => a.IsSettled);
                if (_underWay.Count == 0 && !_recovered) continue;
                _recovered = false;
                return _underWay;
            }
        }
    }

    /// <summary>After a fault the writer may have something to find out, also when nobody writes.</summary>
    private void OnDatabaseWorks()
    {
        lock (_gate)
        {
            _recovered = true;
            _work.Set();
        }
    }

    /// <summary>
    /// A send is answered within 10 s, one way or the other. What the database has not decided by then is answered
    /// <c>busy</c>; it may still be committed, and the repeat of its cid finds it.
    /// </summary>
    private void AnswerTheLate()
    {
        List<Append> late;
        lock (_gate) late = [.. _waiting.Concat(_underWay).Where(a => _time.GetElapsedTime(a.EnqueuedAt) > LogWriter.Patience)];
        foreach (var append in late) append.Refuse(Errors.Busy with { RetryAfter = 2 });
    }
}
