namespace BrainMessenger.Server.Features.Realtime;

/// <summary>
/// A person with at least one socket here: the sockets and, once loaded, the chats. Membership changes that arrive while
/// the chats are being read are kept and applied on top, so nothing that was committed meanwhile is missed.
/// </summary>
internal sealed class OnlineUser(Guid id)
{
    private static readonly Task<List<Membership>> _loaded = Task.FromResult<List<Membership>>([]);

    private List<(Guid ChatId, Membership? Now)>? _whileLoading = [];
    private Dictionary<Guid, Membership>? _chats;

    public Guid Id { get; } = id;

    /// <summary>Held while sockets or chats of this person change; taken before a room's own lock, never after.</summary>
    public Lock Gate { get; } = new();

    public List<Connection> Connections { get; } = [];

    public Task<List<Membership>>? Loading { get; set; }

    /// <summary>Set when the last socket left: the hub has dropped this object, take a new one.</summary>
    public bool IsGone { get; set; }

    public bool IsAway => Connections.Count > 0 && Connections.TrueForAll(c => c.IsAway);

    public IEnumerable<Connection> Seated => Connections.Where(c => c.IsSeated);

    public IEnumerable<Membership> Chats => _chats?.Values ?? Enumerable.Empty<Membership>();

    public bool IsIn(Guid chatId) => _chats?.ContainsKey(chatId) == true;

    /// <summary>First socket: takes what was read, then what changed while it was read.</summary>
    public void Loaded(List<Membership> memberships)
    {
        if (_chats is not null) return;
        _chats = memberships.ToDictionary(m => m.ChatId);
        foreach (var (chatId, now) in _whileLoading!)
            if (now is null) _chats.Remove(chatId);
            else _chats[chatId] = now;
        (_whileLoading, Loading) = (null, _loaded);
    }

    public void Joined(Membership membership)
    {
        if (_chats is null) _whileLoading!.Add((membership.ChatId, membership));
        else _chats[membership.ChatId] = membership;
    }

    public void Left(Guid chatId)
    {
        if (_chats is null) _whileLoading!.Add((chatId, null));
        else _chats.Remove(chatId);
    }
}
