using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Finds people. An address finds its owner only when it is given whole: nobody is to collect addresses here.</summary>
internal sealed class UserSearch(AppDb db, UserCatalog users)
{
    private const int PageSize = 20;
    private const int MinLength = 2;
    private const int MaxMeant = 200;

    /// <summary>Beyond this nobody pages by hand.</summary>
    private const int Deepest = 1000;

    public async Task<Result<UserView>> GetAsync(Guid id, CancellationToken ct) =>
        await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, ct) is { } user ? users.View(user) : Errors.NotFound;

    public async Task<Result<Page<UserView>>> FindAsync(Guid askingId, string? query, string? cursor, CancellationToken ct)
    {
        var text = query?.Trim() ?? "";
        if (text.Length is < MinLength or > MailAddress.MaxLength || !TextRules.IsStorable(text))
            return Error.Validation("query", $"Give at least {MinLength} characters of a name or handle, or a whole e-mail address.");
        if (!TryReadCursor(cursor, out var skip)) return Error.Validation("cursor", "This is not a cursor of this list.");

        var found = await Matching(text).Where(u => u.DeletedAt == null && u.Id != askingId).AsNoTracking()
            .OrderBy(u => u.NameKey).ThenBy(u => u.Id).Skip(skip).Take(PageSize + 1).ToListAsync(ct);
        var next = found.Count > PageSize && skip + PageSize < Deepest ? (skip + PageSize).ToString(CultureInfo.InvariantCulture) : null;
        return new Page<UserView>([.. found.Take(PageSize).Select(users.View)], next);
    }

    /// <summary>Whom a filter may mean: the first by name, also people who left.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(string text, CancellationToken ct) =>
        await Matching(text.Trim()).OrderBy(u => u.NameKey).ThenBy(u => u.Id).Select(u => u.Id).Take(MaxMeant).ToListAsync(ct);

    private IQueryable<User> Matching(string text)
    {
        if (MailAddress.Clean(text) is { } address)
        {
            var key = MailAddress.Key(address);
            return db.Users.Where(u => u.EmailKey == key);
        }

        var part = TextRules.Fold(text);
        var handle = part.TrimStart('@');
        return part.StartsWith('@')
            ? db.Users.Where(u => u.HandleKey != null && u.HandleKey.StartsWith(handle))
            : db.Users.Where(u => u.NameKey.Contains(part) || (u.HandleKey != null && u.HandleKey.StartsWith(handle)));
    }

    private static bool TryReadCursor(string? cursor, out int skip)
    {
        skip = 0;
        return cursor is null || (int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip) && skip <= Deepest);
    }
}
