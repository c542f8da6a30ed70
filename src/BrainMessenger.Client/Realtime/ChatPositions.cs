namespace BrainMessenger.Client;

/// <summary>
/// How far each chat's log is known. Entries come in any order and more than once; they are handed on once and in seq
/// order. Not safe for concurrent use.
/// </summary>
internal sealed class ChatPositions(bool newChatsFromStart, Action<SocketEvent> publish)
{
    /// <summary>The server takes no more in a hello.</summary>
    private const int MostInHello = 1_000;

    private readonly Dictionary<Guid, Position> _chats = [];
    private long _uses;

    public Dictionary<Guid, long> All => _chats.ToDictionary(chat => chat.Key, chat => chat.Value.Head);

    /// <summary>Those for the hello: the last used ones when there are too many.</summary>
    public IEnumerable<KeyValuePair<Guid, long>> ForHello() =>
        _chats.OrderByDescending(chat => chat.Value.Used).Take(MostInHello)
            .Select(chat => KeyValuePair.Create(chat.Key, chat.Value.Head)).ToList();

    public long? HeadOf(Guid chatId) => _chats.GetValueOrDefault(chatId)?.Head;

    public Dictionary<Guid, long> Of(IEnumerable<Guid> chats) =>
        chats.Where(_chats.ContainsKey).ToDictionary(chat => chat, chat => _chats[chat].Head);

    public void Follow(Guid chatId, long since) => _chats[chatId] = new Position { Head = since, Used = ++_uses };

    /// <summary>Follows a chat that was joined just now, where new chats are wanted from the start.</summary>
    public bool Discover(Guid chatId) =>
        newChatsFromStart && _chats.TryAdd(chatId, new Position { Used = ++_uses });

    public void Drop(Guid chatId) => _chats.Remove(chatId);

    /// <summary>Whether entries wait behind a hole.</summary>
    public bool HasGap(Guid chatId) => _chats.TryGetValue(chatId, out var chat) && chat.Waiting.Count > 0;

    /// <summary>Takes a live entry; true when a hole lies before it.</summary>
    public bool Accept(LogEntry entry)
    {
        if (!_chats.TryGetValue(entry.ChatId, out var chat))
            _chats[entry.ChatId] = chat = new Position { Head = newChatsFromStart ? 0 : entry.Seq - 1 };

        chat.Used = ++_uses;
        if (entry.Seq > chat.Head) chat.Waiting.TryAdd(entry.Seq, entry);
        HandOn(chat);
        return chat.Waiting.Count > 0;
    }

    /// <summary>
    /// Takes a page of the log that was asked for from <paramref name="since"/>; true when more has to be asked for.
    /// </summary>
    public bool Accept(Guid chatId, long since, ChatLog log, bool cutOff)
    {
        if (!_chats.TryGetValue(chatId, out var chat)) return false;
        // Asked for before the chat was dropped and found again: what lies before was not handed on this time.
        if (chat.Head < since) return true;
        if (log.TooLong || log.HeadSeq < since) return StartAnew(chatId, chat, log);

        foreach (var entry in log.Entries)
            if (entry.Seq > chat.Head) chat.Waiting[entry.Seq] = entry;

        var reached = log.Entries.Count > 0 ? log.Entries[^1].Seq : since;
        var last = reached >= log.HeadSeq || (log.Entries.Count == 0 && !cutOff);
        Skip(chat, last ? log.HeadSeq : reached);
        return !last || chat.Waiting.Count > 0;
    }

    /// <summary>Everything is another database's: begin anew with the chats that were followed.</summary>
    public IReadOnlyList<Guid> StartAnew()
    {
        foreach (var chat in _chats.Values)
        {
            chat.Head = 0;
            chat.Waiting.Clear();
        }

        publish(new ResyncEvent(null, 0));
        return [.. _chats.Keys];
    }

    private bool StartAnew(Guid chatId, Position chat, ChatLog log)
    {
        // A log that is shorter than what we know is another log: fetch it from the start. One that is too far ahead
        // is read from its head on; the caller fetches what it shows by pages of history.
        var behind = log.TooLong && log.HeadSeq > chat.Head;
        chat.Head = behind ? log.HeadSeq : 0;
        foreach (var seq in chat.Waiting.Keys.Where(seq => seq <= chat.Head).ToList()) chat.Waiting.Remove(seq);
        publish(new ResyncEvent(chatId, chat.Head));
        HandOn(chat);
        return !behind;
    }

    /// <summary>Moves over positions that are not for this user's eyes, handing on what lies between.</summary>
    private void Skip(Position chat, long to)
    {
        while (chat.Waiting.Count > 0 && chat.Waiting.First() is var (seq, entry) && seq <= to)
        {
            chat.Waiting.Remove(seq);
            chat.Head = seq;
            publish(new EntryEvent(entry));
        }

        chat.Head = Math.Max(chat.Head, to);
        HandOn(chat);
    }

    private void HandOn(Position chat)
    {
        while (chat.Waiting.Remove(chat.Head + 1, out var entry))
        {
            chat.Head++;
            publish(new EntryEvent(entry));
        }
    }

    private sealed class Position
    {
        public long Head { get; set; }

        public long Used { get; set; }

        public SortedDictionary<long, LogEntry> Waiting { get; } = [];
    }
}
