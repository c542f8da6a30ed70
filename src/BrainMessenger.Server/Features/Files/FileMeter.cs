using System.Collections.Concurrent;
using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>
/// Counts what the store is asked, by day, owner and operation. Gathered in memory and written now and then: a crash may
/// lose the last seconds of counting, never a file.
/// </summary>
internal sealed class FileMeter(IDbContextFactory<AppDb> factory, TimeProvider time, ILogger<FileMeter> log) : Worker(time, log)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Day, Guid Owner, string Operation), (long Operations, long Bytes)> _counts = new();
    private readonly SemaphoreSlim _dirty = new(0);
    private int _awake;

    public void Count(Guid owner, string operation, long bytes)
    {
        var day = Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _counts.AddOrUpdate((day, owner, operation), (1, bytes), (_, sum) => (sum.Operations + 1, sum.Bytes + bytes));
        Wake();
    }

    /// <summary>Writes what has gathered.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        foreach (var key in _counts.Keys)
        {
            if (!_counts.TryRemove(key, out var sum)) continue;
            try
            {
                await AddAsync(db, key, sum, ct);
            }
            catch
            {
                _counts.AddOrUpdate(key, sum, (_, newer) => (newer.Operations + sum.Operations, newer.Bytes + sum.Bytes));
                throw;
            }
        }
    }

    public override void Dispose()
    {
        _dirty.Dispose();
        base.Dispose();
    }

    /// <summary>Sleeps while nothing is counted: an idle server leaves its database in peace.</summary>
    protected override async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await _dirty.WaitAsync(ct);
                Volatile.Write(ref _awake, 0);
                await Task.Delay(_interval, Time, ct);
                await TryFlushAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await TryFlushAsync(CancellationToken.None);
        }
    }

    private async Task TryFlushAsync(CancellationToken ct)
    {
        try
        {
            await FlushAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.LogWarning("File usage could not be written ({Cause}); it is kept and tried again.", e.Message);
            Wake();
        }
    }

    private static Task<int> AddAsync(AppDb db, (string Day, Guid Owner, string Operation) key, (long Operations, long Bytes) sum, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into file_usage (day, owner_id, operation, operations, bytes) values ({key.Day}, {key.Owner}, {key.Operation}, {sum.Operations}, {sum.Bytes})
            on conflict (day, owner_id, operation) do update set operations = file_usage.operations + excluded.operations, bytes = file_usage.bytes + excluded.bytes
            """, ct);

    private void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0) _dirty.Release();
    }
}
