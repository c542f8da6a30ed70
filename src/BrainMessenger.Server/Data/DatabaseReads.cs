using System.Security.Cryptography;

namespace BrainMessenger.Server.Data;

/// <summary>
/// Runs reads again that met a passing fault: a compute that restarts, a connection that was cut; and migrations, which
/// look first whether they happened. Other writes are never run again here, since nobody knows.
/// </summary>
internal sealed class DatabaseReads(TimeProvider time)
{
    private static readonly TimeSpan[] _pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1)];

    public async Task<T> RunAsync<T>(Func<Task<T>> read, Func<bool>? mayRepeat = null, CancellationToken ct = default)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                return await read();
            }
            catch (Exception e) when (n < _pauses.Length && DatabaseFaults.Of(e) is { PassesSoon: true } && mayRepeat?.Invoke() != false)
            {
                // Half of it by chance: many that failed together shall not come back together.
                await Task.Delay(_pauses[n] * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 2000d)), time, ct);
            }
        }
    }
}
