using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Features.Messages.Log;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Search;

/// <summary>
/// Brings what was committed into the search index, behind the log and never in its way: what is missing is found by
/// comparing heads, so a crash loses nothing. Beside a busy log it works a tenth of the time, and a quarter once it is late.
/// </summary>
internal sealed class SearchIndexer(
    IDbContextFactory<AppDb> databases, ISearchIndex index, DatabaseHealth health, TimeProvider time, ILogger<SearchIndexer> log) : BackgroundService, ILogListener
{
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(300);

    /// <summary>While messages come, for a round costs the same few statements for one message as for hundreds.</summary>
    private static readonly TimeSpan _gatherMore = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _late = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _afterFault = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _due = new(0, 1);
    private HashSet<Guid> _behind = [];

    public void OnMessage(MessageAppend message, Position position) => Notice(message.ChatId);

    public void OnChange(ChangeEntry change)
    {
        if (change.Kind is ChangeKinds.Edit or ChangeKinds.Delete or ChangeKinds.Chat) Notice(change.ChatId);
    }

    public override void Dispose()
    {
        _due.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (isComplete, ended) = (false, 0L);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!isComplete) isComplete = await TryAsync([], FindBehindAsync, stoppingToken);
            else await _due.WaitAsync(stoppingToken);
            await Task.Delay(ended == 0 || time.GetElapsedTime(ended) > _gatherMore ? _gather : _gatherMore, time, stoppingToken);
            var since = time.GetTimestamp();
            foreach (var chatIds in Take().Chunk(SearchReader.ChatsAtOnce)) await TryAsync(chatIds, ct => IndexAsync(chatIds, since, ct), stoppingToken);
            ended = time.GetTimestamp();
        }
    }

    private async Task FindBehindAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var chatId in await SearchReader.BehindAsync(db, ct)) Notice(chatId);
    }

    private async Task IndexAsync(Guid[] chatIds, long since, CancellationToken ct)
    {
        bool done;
        do
        {
            var began = time.GetTimestamp();
            await using var db = await databases.CreateDbContextAsync(ct);
            var (batch, isLast, gone) = await SearchReader.NextAsync(db, chatIds, ct);
            foreach (var chatId in gone) await index.ForgetAsync(chatId, ct);
            if (batch is null) return;
            // Where another node was faster, the next step begins behind what it did.
            done = await index.WriteAsync(batch, ct) && isLast;
            if (IsBusy) await Task.Delay(time.GetElapsedTime(began) * (time.GetElapsedTime(since) > _late ? 3 : 9), time, ct);
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
            await Task.Delay(_afterFault, time, ct);
            foreach (var chatId in chatIds) Notice(chatId);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Messages of {Count} chats could not be made searchable; they are tried again with the next message there or at the next start", chatIds.Length);
            return true;
        }
    }

    private bool IsBusy
    {
        get
        {
            lock (_gate) return _behind.Count > 0;
        }
    }

    private HashSet<Guid> Take()
    {
        lock (_gate)
        {
            var taken = _behind;
            _behind = [];
            return taken;
        }
    }

    private void Notice(Guid chatId)
    {
        lock (_gate)
        {
            if (_behind.Add(chatId) && _behind.Count == 1 && _due.CurrentCount == 0) _due.Release();
        }
    }
}
