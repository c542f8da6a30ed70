using BrainMessenger.Server.Features.Chats;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>A socket's place in a chat.</summary>
/// <param name="Stays">Null where everything may be seen; else what the person's stays show.</param>
internal readonly record struct Seat(Connection Connection, Stays? Stays);

/// <summary>
/// The local sockets of one chat, so that fan-out never reads the member list. Entries leave in the order they were
/// posted, each to those seated at that moment. A small room sends at once from the caller; a large one from the pool,
/// and gathers what comes within a few milliseconds of its last broadcast into one shared array.
/// </summary>
internal sealed class Room(TimeProvider time)
{
    /// <summary>Above this a broadcast is worth a thread of its own and gathering pays.</summary>
    private const int Large = 32;

    private const int MaxJoined = 48 * 1024;

    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly List<Seat> _seats = [];
    private readonly List<Posted> _posted = [];
    private Seat[]? _snapshot;
    private bool _draining;
    private long _lastBroadcast;

    /// <summary>How many people are in the chat, online or not; large chats get no typing and read frames.</summary>
    public long MemberCount { get; set; }

    /// <summary>Set when the last seat left: the hub has dropped this room, take a new one.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>False where the room is closed.</summary>
    public bool TryEnter(Seat seat)
    {
        lock (_gate)
        {
            if (IsClosed) return false;
            _seats.Add(seat);
            _snapshot = null;
            return true;
        }
    }

    /// <summary>True where the room is empty now and closed for good.</summary>
    public bool Leave(Connection connection)
    {
        lock (_gate)
        {
            var index = _seats.FindIndex(s => ReferenceEquals(s.Connection, connection));
            if (index >= 0)
            {
                _seats[index] = _seats[^1];
                _seats.RemoveAt(_seats.Count - 1);
                _snapshot = null;
            }

            if (_seats.Count == 0) IsClosed = true;
            return IsClosed;
        }
    }

    /// <summary>Sends an entry of the log to everybody seated now. Takes over the frames.</summary>
    /// <param name="bare">For those who may not see <paramref name="target"/>; null where all see the entry.</param>
    public void Post(SharedFrame frame, Connection? except = null, SharedFrame? bare = null, long target = 0)
    {
        lock (_gate)
        {
            var posted = new Posted(frame, bare, target, except, _snapshot ??= [.. _seats]);
            if (_seats.Count <= Large && !_draining)
            {
                posted.Deliver();
                return;
            }

            _posted.Add(posted);
            if (_draining) return;
            _draining = true;
        }

        _ = Task.Run(DrainAsync);
    }

    /// <summary>Sends what is no entry (typing, read marks): no order, no gathering.</summary>
    public void Whisper(SharedFrame frame, Guid exceptUser)
    {
        Seat[] seats;
        lock (_gate) seats = _snapshot ??= [.. _seats];
        foreach (var seat in seats)
            if (seat.Connection.UserId != exceptUser) seat.Connection.Send(frame);
        frame.Release();
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            var quiet = time.GetElapsedTime(_lastBroadcast);
            if (_lastBroadcast != 0 && quiet < _gathering) await Task.Delay(_gathering - quiet, time);

            List<Posted> batch;
            lock (_gate)
            {
                if (_posted.Count == 0)
                {
                    _draining = false;
                    return;
                }

                batch = [.. _posted];
                _posted.Clear();
            }

            Broadcast(batch);
            _lastBroadcast = time.GetTimestamp();
        }
    }

    /// <summary>Neighbours that everybody sees and that met the same seats go out as one array.</summary>
    private static void Broadcast(List<Posted> batch)
    {
        var from = 0;
        while (from < batch.Count)
        {
            var (until, bytes) = (from + 1, batch[from].Frame.Length);
            while (until < batch.Count && batch[from].JoinsWith(batch[until]) && (bytes += batch[until].Frame.Length) <= MaxJoined) until++;
            if (until == from + 1) batch[from].Deliver();
            else Posted.DeliverJoined(batch.GetRange(from, until - from));
            from = until;
        }
    }

    private sealed record Posted(SharedFrame Frame, SharedFrame? Bare, long Target, Connection? Except, Seat[] Seats)
    {
        public bool JoinsWith(Posted next) => Bare is null && next.Bare is null && ReferenceEquals(Seats, next.Seats);

        public void Deliver()
        {
            foreach (var seat in Seats)
            {
                if (ReferenceEquals(seat.Connection, Except)) continue;
                var hidden = Bare is not null && seat.Stays is { } stays && !stays.Show(Target);
                seat.Connection.Send(hidden ? Bare! : Frame);
            }

            Frame.Release();
            Bare?.Release();
        }

        public static void DeliverJoined(List<Posted> entries)
        {
            var joined = SharedFrame.Join(entries.ConvertAll(e => e.Frame));
            foreach (var seat in entries[0].Seats) seat.Connection.Send(joined);
            joined.Release();
            foreach (var entry in entries) entry.Frame.Release();
        }
    }
}
