using BrainMessenger.Client;

namespace BrainMessenger.Browser.Ground;

/// <summary>
/// What three people do from other devices, one thing after the other, with every kind of entry that a log or a private
/// log has. The first keeps her page open; <paramref name="open"/> is the group on it, which she stays in.
/// </summary>
internal sealed class RandomDeeds(IReadOnlyList<BrainMessengerClient> clients, IReadOnlyList<Guid> ids, Guid open, Random random)
{
    private static readonly string[] Emojis = ["👍", "❤️", "🎉"];

    private readonly List<Guid> _chats = [open];
    private readonly Dictionary<Guid, long> _heads = [];
    private int _number;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private BrainMessengerClient Anna => clients[0];

    private BrainMessengerClient Anyone => clients[random.Next(clients.Count)];

    /// <summary>Does one thing. What its actor may not do just now is refused by the server, and nothing happens.</summary>
    public async Task DoAsync()
    {
        var (who, chat, seq) = (Anyone, random.Next(3) == 0 ? _chats[random.Next(_chats.Count)] : open, 0L);
        if (_heads.TryGetValue(chat, out var head)) seq = random.NextInt64(Math.Max(1, head - 12), head + 1);
        try
        {
            await DoAsync(random.Next(22), who, chat, seq);
        }
        catch (ApiException e) when ((int)e.Status is 400 or 403 or 404 or 409)
        {
        }
    }

    private Task DoAsync(int what, BrainMessengerClient who, Guid chat, long seq) => what switch
    {
        < 6 => SayAsync(who, chat, what == 0 ? seq : null),
        6 => who.Messages.EditAsync(chat, seq, $"Put right {++_number}", Ct),
        7 => who.Messages.DeleteAsync(chat, seq, Ct),
        8 => who.Messages.ReactAsync(chat, seq, Emojis[random.Next(Emojis.Length)], Ct),
        9 => who.Messages.UnreactAsync(chat, seq, Emojis[random.Next(Emojis.Length)], Ct),
        10 => who.Chats.UpdateAsync(chat, new() { Name = $"Plan {++_number}" }, Ct),
        11 => who.Chats.UpdateAsync(chat, new() { HistoryForNewMembers = random.Next(2) == 0 }, Ct),
        12 => who.Chats.Members.AddAsync(chat, [ids[random.Next(ids.Count)]], Ct),
        13 => RemoveAsync(who, chat),
        14 => who.Chats.Members.SetRoleAsync(chat, ids[random.Next(2)], random.Next(2) == 0 ? Roles.Admin : Roles.Member, Ct),
        15 => BeginAsync(who),
        16 => random.Next(3) == 0 && chat != open ? who.Chats.DeleteAsync(chat, Ct) : Task.CompletedTask,
        17 => random.Next(2) == 0 ? Anna.Chats.PinAsync(chat, Ct) : Anna.Chats.UnpinAsync(chat, Ct),
        18 => random.Next(2) == 0 ? Anna.Chats.MuteAsync(chat, ct: Ct) : Anna.Chats.UnmuteAsync(chat, Ct),
        19 => random.Next(2) == 0 ? Anna.Chats.ArchiveAsync(chat, Ct) : Anna.Chats.UnarchiveAsync(chat, Ct),
        20 => who.Chats.MarkReadAsync(chat, seq, Ct),
        _ => TalkAloneAsync(who),
    };

    private async Task SayAsync(BrainMessengerClient who, Guid chat, long? replyTo)
    {
        var message = await who.Messages.SendAsync(chat, $"Words {++_number}", replyTo, Ct);
        _heads[chat] = message.Seq;
    }

    /// <summary>Also the page's own person, but not from the group that she looks at.</summary>
    private Task RemoveAsync(BrainMessengerClient who, Guid chat)
    {
        var whom = random.Next(chat == open ? 1 : 0, ids.Count);
        return random.Next(3) == 0 && whom > 0
            ? clients[whom].Chats.Members.LeaveAsync(chat, Ct)
            : who.Chats.Members.RemoveAsync(chat, ids[whom], Ct);
    }

    private async Task BeginAsync(BrainMessengerClient who)
    {
        var members = ids.Where((_, n) => clients[n] != who).ToList();
        _chats.Add((await who.Chats.CreateAsync(new() { Type = random.Next(3) == 0 ? ChatTypes.Channel : ChatTypes.Group, Name = $"Group {++_number}", MemberIds = members }, ct: Ct)).Id);
    }

    private async Task TalkAloneAsync(BrainMessengerClient who)
    {
        var chat = await who.Chats.PersonalAsync(who == Anna ? ids[1] : ids[0], Ct);
        if (!_chats.Contains(chat.Id)) _chats.Add(chat.Id);
        await SayAsync(who, chat.Id, null);
    }
}
