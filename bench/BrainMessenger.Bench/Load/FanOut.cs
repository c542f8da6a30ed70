using System.Diagnostics;

namespace BrainMessenger.Bench.Load;

/// <summary>
/// A large group with everybody online. A message is under way until all the others have it, so that the figure is what
/// the server delivers and not what it queues.
/// </summary>
internal static class FanOut
{
    private const int MostMessages = 1 << 20;

    /// <summary>Every so many sockets one takes times.</summary>
    private const int Observers = 50;

    public static async Task<Figures> RunAsync(Target target, int senders, int underWay, LoadTimes times, CancellationToken ct)
    {
        var world = target.World;
        var sockets = await LoadSocket.ConnectAsync(target.Address, [.. world.Tokens.Take(world.GroupSize)], ct);
        try
        {
            var run = new Run(sockets, world.Group, senders);
            run.Begin(underWay);
            await Task.Delay(times.WarmUp, ct);
            var window = new Window(target, () => run.Delivered);
            run.Measure = true;
            window.Start();
            await Task.Delay(times.Measure, ct);
            var figures = window.Stop();
            run.Stop();
            await Task.Delay(times.Settle, ct);
            var (seen50, seen99) = run.Seen.Percentiles();
            return figures with { SeenP50 = seen50, SeenP99 = seen99, Refused = run.Refused };
        }
        finally
        {
            foreach (var socket in sockets) await socket.DisposeAsync();
        }
    }

    private sealed class Run(LoadSocket[] sockets, Guid group, int senders)
    {
        private readonly int[] _reached = new int[MostMessages];
        private readonly LoadFrame[] _frames = [.. Enumerable.Range(0, senders).Select(_ => new LoadFrame(group))];
        private readonly Lock[] _gates = [.. Enumerable.Range(0, senders).Select(_ => new Lock())];
        private readonly Task[] _sending = [.. Enumerable.Repeat(Task.CompletedTask, senders)];
        private volatile bool _stopped;
        private uint _messages;
        private long _refused;

        public Times Seen { get; } = new((sockets.Length / Observers) + 1);

        public bool Measure { get; set; }

        public long Delivered => _reached.Sum(count => (long)count);

        public long Refused => Interlocked.Read(ref _refused);

        public void Begin(int underWay)
        {
            for (var i = 0; i < sockets.Length; i++)
            {
                var member = i;
                sockets[i].Read((type, rest) => Read(member, type, rest));
            }

            for (var sender = 0; sender < senders; sender++)
                for (var n = 0; n < underWay; n++)
                    Send(sender);
        }

        public void Stop()
        {
            Measure = false;
            _stopped = true;
        }

        private void Read(int member, ReadOnlySpan<byte> type, ReadOnlySpan<byte> rest)
        {
            if (type.SequenceEqual("error"u8)) Interlocked.Increment(ref _refused);
            if (!type.SequenceEqual("message"u8)) return;

            var (stamp, number) = LoadFrame.ReadText(rest);
            var sender = (int)(number % (uint)senders);
            // A sender may find its own message in an array for all; its ack was its copy.
            if (sender == member) return;
            if (Measure && member % Observers == Observers - 1)
                Seen.Add(member / Observers, Stopwatch.GetElapsedTime(stamp).TotalMilliseconds);
            if (Interlocked.Increment(ref _reached[number]) == sockets.Length - 1 && !_stopped) Send(sender);
        }

        /// <summary>One frame of a sender after the other: its buffer is used again.</summary>
        private void Send(int sender)
        {
            lock (_gates[sender])
            {
                var before = _sending[sender];
                _sending[sender] = before.IsCompleted ? SendNextAsync(sender) : SendAfterAsync(before, sender);
            }
        }

        private async Task SendAfterAsync(Task before, int sender)
        {
            await before;
            await SendNextAsync(sender);
        }

        private Task SendNextAsync(int sender)
        {
            var number = (Interlocked.Increment(ref _messages) * (uint)senders) + (uint)sender;
            return number < MostMessages ? sockets[sender].SendAsync(_frames[sender].Next(number, Stopwatch.GetTimestamp())) : Task.CompletedTask;
        }
    }
}
