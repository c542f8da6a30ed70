using System.Diagnostics;

namespace BrainMessenger.Bench.Load;

/// <summary>Pairs of people: one writes, with one message under way, the other reads.</summary>
internal static class OneToOne
{
    public static async Task<Figures> RunAsync(Target target, int senders, LoadTimes times, CancellationToken ct)
    {
        var world = target.World;
        var sockets = await LoadSocket.ConnectAsync(target.Address, [.. world.Tokens.Take(2 * senders)], ct);
        try
        {
            var run = new Run(sockets, world, senders);
            run.Begin();
            await Task.Delay(times.WarmUp, ct);
            var window = new Window(target, () => run.Acknowledged);
            run.Measure = true;
            window.Start();
            await Task.Delay(times.Measure, ct);
            var figures = window.Stop();
            run.Stop();
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

    private sealed class Run(LoadSocket[] sockets, World world, int senders)
    {
        private volatile bool _stopped;
        private long _acknowledged;
        private long _refused;

        public Times Acks { get; } = new(senders);

        public Times Seen { get; } = new(senders);

        public bool Measure { get; set; }

        public long Acknowledged => Interlocked.Read(ref _acknowledged);

        public long Refused => Interlocked.Read(ref _refused);

        public void Begin()
        {
            for (var k = 0; k < senders; k++)
            {
                var pair = k;
                var frame = new LoadFrame(world.Pairs[k]);
                var sentAt = 0L;
                sockets[(2 * k) + 1].Read((type, rest) => Shown(pair, type, rest));
                sockets[2 * k].Read((type, _) => Answered(pair, type, ref sentAt, frame));
                Send(pair, ref sentAt, frame);
            }
        }

        public void Stop()
        {
            Measure = false;
            _stopped = true;
        }

        private void Answered(int pair, ReadOnlySpan<byte> type, ref long sentAt, LoadFrame frame)
        {
            if (type.SequenceEqual("error"u8)) Interlocked.Increment(ref _refused);
            else if (!type.SequenceEqual("ack"u8)) return;
            else Interlocked.Increment(ref _acknowledged);

            if (Measure) Acks.Add(pair, Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
            if (!_stopped) Send(pair, ref sentAt, frame);
        }

        private void Send(int pair, ref long sentAt, LoadFrame frame)
        {
            sentAt = Stopwatch.GetTimestamp();
            _ = sockets[2 * pair].SendAsync(frame.Next(0, sentAt));
        }

        private void Shown(int pair, ReadOnlySpan<byte> type, ReadOnlySpan<byte> rest)
        {
            if (Measure && type.SequenceEqual("message"u8))
                Seen.Add(pair, Stopwatch.GetElapsedTime(LoadFrame.ReadText(rest).Stamp).TotalMilliseconds);
        }
    }
}
