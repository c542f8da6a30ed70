namespace BrainMessenger.Bench.Probes;

/// <summary>Who is connected to a chat. Delivers at once, or gathers what comes within 5 ms into one frame for all.</summary>
internal sealed class ProbeRoom(bool coalesce)
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private volatile ProbeSocket[] _members = [];
    private List<ReadOnlyMemory<byte>>? _gathered;
    private long _seq;

    public long NextSeq() => Interlocked.Increment(ref _seq);

    public void Join(ProbeSocket socket)
    {
        lock (_gate) _members = [.. _members, socket];
    }

    public void Leave(ProbeSocket socket)
    {
        lock (_gate) _members = [.. _members.Where(member => member != socket)];
    }

    public void Deliver(ReadOnlyMemory<byte> frame, ProbeSocket sender)
    {
        if (!coalesce)
        {
            foreach (var member in _members)
                if (member != sender) member.Send(frame);
            return;
        }

        lock (_gate)
        {
            if (_gathered is not null)
            {
                _gathered.Add(frame);
                return;
            }

            _gathered = [frame];
        }

        _ = DeliverGatheredAsync();
    }

    private async Task DeliverGatheredAsync()
    {
        await Task.Delay(Gathering);
        List<ReadOnlyMemory<byte>> frames;
        lock (_gate)
        {
            frames = _gathered!;
            _gathered = null;
        }

        var joined = new byte[frames.Sum(frame => frame.Length + 1) + 1];
        var at = 0;
        foreach (var frame in frames)
        {
            joined[at] = (byte)(at == 0 ? '[' : ',');
            frame.CopyTo(joined.AsMemory(at + 1));
            at += frame.Length + 1;
        }

        joined[at] = (byte)']';
        foreach (var member in _members) member.Send(joined);
    }
}
