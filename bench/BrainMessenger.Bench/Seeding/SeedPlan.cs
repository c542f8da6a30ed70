using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Features.Chats;

namespace BrainMessenger.Bench.Seeding;

/// <summary>A chat to be made and how far its log has come.</summary>
internal sealed class SeedChat(Guid id, string type, int first, int members, long createdAt)
{
    public Guid Id => id;

    public string Type => type;

    /// <summary>Index of its first member; the others follow.</summary>
    public int First => first;

    public int Members => members;

    public long CreatedAt { get; } = createdAt;

    public long LastSeq { get; set; }

    public long ActiveAt { get; set; } = createdAt;
}

/// <summary>Decides who exists, who talks to whom and what is said, and writes it table by table.</summary>
internal sealed class SeedPlan
{
    private const long SpanMs = 90L * 24 * 60 * 60 * 1000;

    private readonly SeedSize _size;
    private readonly Random _random;
    private readonly SeedTexts _texts;
    private readonly long _now;

    public SeedPlan(SeedSize size, DateTimeOffset now)
    {
        _size = size;
        _random = new Random(size.Random);
        _texts = new SeedTexts(_random);
        _now = now.ToUnixTimeMilliseconds();
        Users = [.. Enumerable.Range(0, size.Users).Select(_ => NewId(_now - SpanMs))];
        Sessions = [.. Enumerable.Range(0, size.Users).Select(_ => NewId(_now))];
        Groups = [.. size.Groups.Select(members => new SeedChat(NewId(_now - SpanMs), ChatTypes.Group, 0, members, _now - SpanMs))];
        Channel = size.Channel == 0 ? null : new SeedChat(NewId(_now - SpanMs), ChatTypes.Channel, 0, size.Channel, _now - SpanMs);
        Pairs = [.. Enumerable.Range(0, size.Pairs).Select(k => new SeedChat(NewId(_now - SpanMs), ChatTypes.Personal, 2 * k, 2, _now - SpanMs))];
    }

    public IReadOnlyList<Guid> Users { get; }

    public IReadOnlyList<Guid> Sessions { get; }

    public IReadOnlyList<SeedChat> Groups { get; }

    public IReadOnlyList<SeedChat> Pairs { get; }

    public SeedChat? Channel { get; }

    public int Tokens => _size.Tokens;

    private IEnumerable<SeedChat> Chats => [.. Groups, .. Pairs, .. Channel is { } channel ? [channel] : Array.Empty<SeedChat>()];

    public async Task WriteAsync(BulkWriter bulk, CancellationToken ct)
    {
        await bulk.WriteAsync("users", ["id", "email", "email_key", "name", "name_key", "role", "locale", "me_seq", "created_at"], UserRows(), ct);
        await bulk.WriteAsync("sessions", ["id", "user_id", "client", "rotated_at", "created_at", "expires_at"], SessionRows(), ct);
        await bulk.WriteAsync("messages", ["chat_id", "seq", "ordinal", "sender_id", "cid", "text", "reply_to", "created_at"], MessageRows(), ct);
        await bulk.WriteAsync(
            "chats",
            ["id", "type", "pair", "name", "name_key", "is_public", "history_for_new", "last_seq", "message_count", "last_message_seq", "member_count", "created_at", "active_at"],
            ChatRows(),
            ct);
        await bulk.WriteAsync(
            "members",
            ["chat_id", "user_id", "joined_seq", "visible_from", "role", "read_seq", "read_ordinal", "archived", "pinned", "joined_at"],
            MemberRows(),
            ct);
    }

    private IEnumerable<object?[]> UserRows()
    {
        for (var i = 0; i < Users.Count; i++)
        {
            var email = $"person{i + 1}@seed.invalid";
            var (name, locale) = _texts.Person();
            yield return [Users[i], email, email, name, TextRules.Fold(name), User.RoleUser, locale, 0L, _now - SpanMs];
        }
    }

    private IEnumerable<object?[]> SessionRows()
    {
        var until = _now + (long)AccessTokens.LongestLifetime.TotalMilliseconds;
        for (var i = 0; i < Users.Count; i++) yield return [Sessions[i], Users[i], "seed", _now, _now, until];
    }

    /// <summary>Messages of all chats in the order of their time, as a server that has run for a while has written them.</summary>
    private IEnumerable<object?[]> MessageRows()
    {
        if (Groups.Count + Pairs.Count == 0) yield break;
        for (var i = 0L; i < _size.Messages; i++)
        {
            var chat = NextChat();
            var at = _now - SpanMs + (long)((double)SpanMs * i / _size.Messages);
            var seq = ++chat.LastSeq;
            chat.ActiveAt = at;
            object? reply = seq > 1 && _random.Next(12) == 0 ? Math.Max(1, seq - _random.Next(1, 20)) : null;
            yield return [chat.Id, seq, seq, Users[chat.First + _random.Next(chat.Members)], NewId(at), _texts.Message(), reply, at];
        }
    }

    /// <summary>A third goes to groups; among pairs a few talk much and many little.</summary>
    private SeedChat NextChat()
    {
        if (Groups.Count > 0 && (Pairs.Count == 0 || _random.Next(3) == 0)) return Groups[_random.Next(Groups.Count)];
        var skewed = _random.NextDouble();
        return Pairs[(int)(skewed * skewed * Pairs.Count)];
    }

    private IEnumerable<object?[]> ChatRows()
    {
        foreach (var chat in Chats)
        {
            var personal = chat.Type == ChatTypes.Personal;
            var pair = personal ? SeedPair.Of(Users[chat.First], Users[chat.First + 1]) : null;
            var name = personal ? null : $"{(chat.Type == ChatTypes.Channel ? "Channel" : "Group")} of {chat.Members}";
            yield return [chat.Id, chat.Type, pair, name, name?.ToLowerInvariant(), false, true, chat.LastSeq, chat.LastSeq, chat.LastSeq, (long)chat.Members, chat.CreatedAt, chat.ActiveAt];
        }
    }

    /// <summary>Most have read everything, the others are a few messages behind.</summary>
    private IEnumerable<object?[]> MemberRows()
    {
        foreach (var chat in Chats)
        {
            for (var i = 0; i < chat.Members; i++)
            {
                var role = i == 0 && chat.Type != ChatTypes.Personal ? Roles.Owner : Roles.Member;
                var read = _random.Next(5) > 0 ? chat.LastSeq : Math.Max(0, chat.LastSeq - _random.Next(30));
                yield return [chat.Id, Users[chat.First + i], 1L, 1L, role, read, read, false, false, chat.CreatedAt];
            }
        }
    }

    /// <summary>Version 7 at that time, from the seeded numbers.</summary>
    private Guid NewId(long atMs)
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(atMs >> (40 - (8 * i)));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>The key by which two people's chat is found.</summary>
internal static class SeedPair
{
    public static string Of(Guid one, Guid other) => string.CompareOrdinal(one.ToString(), other.ToString()) < 0 ? $"{one}:{other}" : $"{other}:{one}";
}
