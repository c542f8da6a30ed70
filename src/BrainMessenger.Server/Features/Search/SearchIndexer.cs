using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Search;

/// <summary>
/// Brings what was committed into the search index, behind the log and never in its way: what is missing is found by
/// comparing heads, so a crash loses nothing. It gathers, for a round costs the same few statements for one message as for
/// hundreds, and begins at once when somebody searches. Beside a busy log it works a tenth of the time, and a quarter once it is
/// late.
/// </summary>
internal sealed class SearchIndexer(
    IDbContextFactory<AppDb> databases, ISearchIndex index, DatabaseHealth health, TimeProvider time, ILogger<SearchIndexer> log) : Worker(time, log), ILogListener
{
    private static readonly TimeSpan _gather = TimeSpan.FromSeconds(10);

    /// <summary>So many messages are worth a round before that.</summary>
    private const int Worthwhile = 2_000;

    /// <summary>Messages a second from which on the log is busy.</summary>
    private const int Busy = 300;

    private static readonly TimeSpan _late = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _afterFault = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _due = new(0, 1);
    private HashSet<Guid> _behind = [];
    private int _noticed;
    private volatile bool _isComplete;
    private TaskCompletionSource _wanted = NewSource();
    private TaskCompletionSource? _next, _running;

    public void OnMessage(MessageAppend message, Position position) => Notice(message.ChatId);

    public void OnChange(ChangeEntry change)
    {
        if (change.Kind is ChangeKinds.Edit or ChangeKinds.Delete or ChangeKinds.Chat) Notice(change.ChatId);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        index.Lost += BeginAnew;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _due.Dispose();
        base.Dispose();
    }

    /// <summary>Lets what waits be indexed now, and waits for it so long at most.</summary>
    public async Task CatchUpAsync(TimeSpan patience, CancellationToken ct)
    {
        Task round;
        lock (_gate)
        {
            if ((_next ?? _running) is not { } due) return;
            if (_next is not null) _wanted.TrySetResult();
            round = due.Task;
        }

        await Task.WhenAny(round, Task.Delay(patience, Time, ct));
    }

    protected override async Task RunAsync(CancellationToken ct)
    {
        // What an earlier run had taken and not written is found again.
        _isComplete = false;
        while (!ct.IsCancellationRequested)
        {
            if (_isComplete) await GatherAsync(ct);
            _isComplete = _isComplete || await TryAsync([], FindBehindAsync, ct);
            var since = Time.GetTimestamp();
            foreach (var chatIds in Take().Chunk(SearchReader.ChatsAtOnce)) await TryAsync(chatIds, ct => IndexAsync(chatIds, since, ct), ct);
            EndRound();
        }
    }

    private void BeginAnew()
    {
        _isComplete = false;
        lock (_gate)
        {
            _wanted.TrySetResult();
            if (_due.CurrentCount == 0) _due.Release();
        }
    }

    /// <summary>Until there is enough, or the index is wanted now.</summary>
    private async Task GatherAsync(CancellationToken ct)
    {
        await _due.WaitAsync(ct);
        Task wanted;
        lock (_gate) wanted = _wanted.Task;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(wanted, Task.Delay(_gather, Time, ending.Token));
        await ending.CancelAsync();
    }

    private async Task FindBehindAsync(CancellationToken ct)
    {
        foreach (var chatId in await index.BehindAsync(ct)) Notice(chatId);
    }

    private async Task IndexAsync(Guid[] chatIds, long since, CancellationToken ct)
    {
        bool done;
        do
        {
            var began = Time.GetTimestamp();
            await using var db = await databases.CreateDbContextAsync(ct);
            var (batch, isLast, gone) = await SearchReader.NextAsync(db, index, chatIds, ct);
            foreach (var chatId in gone) await index.ForgetAsync(chatId, ct);
            if (batch is null) return;
            // Where another node was faster, the next step begins behind what it did.
            done = await index.WriteAsync(batch, ct) && isLast;
            if (IsBusy(since)) await Task.Delay(Time.GetElapsedTime(began) * (Time.GetElapsedTime(since) > _late ? 3 : 9), Time, ct);
        }
        while (!done);
    }

    /// <summary>False where it failed; the chats are tried again when the database works, else with their next message.</summary>
    private async Task<bool> TryAsync(Guid[] chatIds, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
            return true;
        }
        catch (Exception e) when (DatabaseFaults.Of(e) is { } fault)
        {
            health.Failed(fault);
            await Task.Delay(_afterFault, Time, ct);
            foreach (var chatId in chatIds) Notice(chatId);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.LogError(e, "Messages of {Count} chats could not be made searchable; they are tried again with the next message there or at the next start", chatIds.Length);
            return true;
        }
    }

    private bool IsBusy(long since)
    {
        lock (_gate) return _noticed > Busy * Time.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Begins a round; what comes from here on belongs to the next one.</summary>
    private HashSet<Guid> Take()
    {
        lock (_gate)
        {
            var taken = _behind;
            (_behind, _noticed, _running, _next) = ([], 0, _next, null);
            if (_wanted.Task.IsCompleted) _wanted = NewSource();
            return taken;
        }
    }

    private void EndRound()
    {
        lock (_gate)
        {
            _running?.TrySetResult();
            _running = null;
        }
    }

    private void Notice(Guid chatId)
    {
        lock (_gate)
        {
            _next ??= NewSource();
            if (++_noticed == Worthwhile) _wanted.TrySetResult();
            if (_behind.Add(chatId) && _behind.Count == 1 && _due.CurrentCount == 0) _due.Release();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
