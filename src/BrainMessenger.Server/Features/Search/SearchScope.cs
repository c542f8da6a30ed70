using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Where one search looks, and what it takes from there.</summary>
/// <param name="ChatIds">Chats that the reader is in now and that the filters leave.</param>
/// <param name="IsNarrowed">False where these are all chats of the reader.</param>
/// <param name="MessageCount">How many messages they hold together.</param>
/// <param name="SenderIds">Null for everybody.</param>
internal sealed record SearchScope(
    Guid ReaderId, IReadOnlyList<Guid> ChatIds, bool IsNarrowed, long MessageCount, IReadOnlyList<Guid>? SenderIds, SearchQuery Query)
{
    public bool IsEmpty => ChatIds.Count == 0 || SenderIds is { Count: 0 };
}

/// <summary>Finds out which chats and people the filters mean.</summary>
internal sealed class SearchScopes(ChatAccess chats, UserSearch users)
{
    public async Task<Result<SearchScope>> OfAsync(Guid readerId, Guid? chatId, SearchQuery query, CancellationToken ct)
    {
        var within = await chats.ListAsync(readerId, query.In, ct);
        if (chatId is { } one)
        {
            if (await chats.FindAsync(readerId, one, ct) is null) return Errors.NotFound;
            within = [.. within.Where(c => c.ChatId == one)];
        }

        var senders = query.From.Count == 0 ? null : await SendersAsync(readerId, query.From, ct);
        return new SearchScope(
            readerId, [.. within.Select(c => c.ChatId)], chatId is not null || query.In is not null, within.Sum(c => c.MessageCount), senders, query);
    }

    private async Task<IReadOnlyList<Guid>> SendersAsync(Guid readerId, IReadOnlyList<string> names, CancellationToken ct)
    {
        var ids = new HashSet<Guid>();
        foreach (var name in names)
        {
            if (name.Equals("me", StringComparison.OrdinalIgnoreCase)) ids.Add(readerId);
            else ids.UnionWith(await users.IdsAsync(name, ct));
        }

        return [.. ids];
    }
}
