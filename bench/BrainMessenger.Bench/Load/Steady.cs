using System.Diagnostics;

namespace BrainMessenger.Bench.Load;

/// <summary>Many people who write now and then, as they do in life: the machine is nearly idle, and each message stands alone.</summary>
internal static class Steady
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// What the server gathers and does every ten seconds belongs to the cost of a message, and what it compiles when it is new
    /// does not.
    /// </summary>
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(20);

    public static async Task<Figures> RunAsync(Target target, int people, double perMinute, LoadTimes times, CancellationToken ct)
    {
        var world = target.World;
        var sockets = await LoadSocket.ConnectAsync(target.Address, [.. world.Tokens.Take(people)], ct);
        try
        {
            using var writing = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var run = new Run(sockets, world);
            var writer = run.WriteAsync(people * perMinute / 60, writing.Token);
            await Task.Delay(times.WarmUp > _shortest ? times.WarmUp : _shortest, ct);
            var window = new Window(target, () => run.Acknowledged);
            run.Measure = true;
            window.Start();
            await Task.Delay(times.Measure > _shortest ? times.Measure : _shortest, ct);
            var figures = window.Stop();
            run.Measure = false;
            await writing.CancelAsync();
            await writer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(times.Settle, ct);
            var (ack50, ack99) = run.Acks.Percentiles();
            var (seen50, seen99) = run.Seen.Percentiles();
            return figures with { AckP50 = ack50, AckP99 = ack99, SeenP50 = seen50, SeenP99 = seen99, Refused = run.Refused };
        }
        finally
        {
            foreach (var socket in sockets) await socket.DisposeAsync();
        }
    }

    private sealed class Run
    {
        private readonly LoadSocket[] _sockets;
        private readonly LoadFrame[] _frames;
        private readonly long[] _sentAt;
        private long _acknowledged;
        private long _refused;

        public Run(LoadSocket[] sockets, World world)
        {
            _sockets = sockets;
            _frames = [.. sockets.Select((_, person) => new LoadFrame(world.Pairs[person / 2]))];
            _sentAt = new long[sockets.Length];
            (Acks, Seen) = (new(sockets.Length), new(sockets.Length));
            for (var k = 0; k < sockets.Length; k++)
            {
                var person = k;
                sockets[k].Read((type, rest) => Take(person, type, rest));
            }
        }

        public Times Acks { get; }

        public Times Seen { get; }

        public bool Measure { get; set; }

        public long Acknowledged => Interlocked.Read(ref _acknowledged);

        public long Refused => Interlocked.Read(ref _refused);

        /// <summary>One after the other writes, at an even pace.</summary>
        public async Task WriteAsync(double perSecond, CancellationToken ct)
        {
            var (started, sent) = (Stopwatch.GetTimestamp(), 0L);
            using var timer = new PeriodicTimer(_tick);
            while (await timer.WaitForNextTickAsync(ct))
                for (var due = Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond; sent < due; sent++)
                {
                    var person = (int)(sent % _sockets.Length);
                    _sentAt[person] = Stopwatch.GetTimestamp();
                    _ = _sockets[person].SendAsync(_frames[person].Next(0, _sentAt[person]));
                }
        }

        private void Take(int person, ReadOnlySpan<byte> type, ReadOnlySpan<byte> rest)
        {
            if (type.SequenceEqual("ack"u8))
            {
                Interlocked.Increment(ref _acknowledged);
                if (Measure) Acks.Add(person, Stopwatch.GetElapsedTime(_sentAt[person]).TotalMilliseconds);
            }
            else if (type.SequenceEqual("error"u8))
            {
                Interlocked.Increment(ref _refused);
            }
            else if (Measure && type.SequenceEqual("message"u8))
            {
                Seen.Add(person, Stopwatch.GetElapsedTime(LoadFrame.ReadText(rest).Stamp).TotalMilliseconds);
            }
        }
    }
}
