using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>
/// Makes and checks password hashes, two at a time: each costs a fifth of a second of a core, and whoever floods sign-in
/// must not take the processor away from messages. What would wait too long is refused.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private const int AtOnce = 2;
    private const int Waiting = 16;

    private readonly SemaphoreSlim _gate = new(AtOnce, AtOnce);

    /// <summary>Checked where there is no account, so that knowing one cannot be told by the time.</summary>
    private readonly string _nobody = PasswordHash.Make(Guid.Empty.ToString());
    private int _inside;
    private long _made;

    /// <summary>Hashes computed so far; the tests see by it that all paths do the same work.</summary>
    public long Made => Interlocked.Read(ref _made);

    public Task<Result<string>> HashAsync(string password, CancellationToken ct) => QueueAsync(() => PasswordHash.Make(password), ct);

    /// <summary>False for a wrong password and for an account that has none; both cost the same.</summary>
    public Task<Result<bool>> MatchesAsync(string password, string? stored, CancellationToken ct) =>
        QueueAsync(() => PasswordHash.Matches(password, stored ?? _nobody) && stored is not null, ct);

    public void Dispose() => _gate.Dispose();

    private async Task<Result<T>> QueueAsync<T>(Func<T> work, CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _inside) > AtOnce + Waiting) return Errors.RateLimited with { RetryAfter = 3 };
            await _gate.WaitAsync(ct);
            try
            {
                Interlocked.Increment(ref _made);
                // On a thread of its own: the pool has one for each core, and two hashes would be all of them on a small machine.
                return await Task.Factory.StartNew(work, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                _gate.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
