namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>Appends whose commit was not answered while anybody waited. The writer's own; bounded, the newest are kept.</summary>
internal sealed class DoubtfulAppends
{
    private const int Most = 8192;

    private readonly List<Append> _appends = [];

    public bool IsEmpty => _appends.Count == 0;

    public List<MessageAppend> Messages => [.. _appends.OfType<MessageAppend>()];

    public List<ChangeAppend> Changes => [.. _appends.OfType<ChangeAppend>()];

    public void Add(IReadOnlyList<Append> appends)
    {
        _appends.AddRange(appends);
        if (_appends.Count > Most) _appends.RemoveRange(0, _appends.Count - Most);
    }

    public void Clear() => _appends.Clear();
}
