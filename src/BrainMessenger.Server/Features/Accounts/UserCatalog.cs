using System.Text.Json;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>The door of this feature: what others may ask about people.</summary>
internal sealed class UserCatalog(OnlinePeople online, TimeProvider time) : IPremium
{
    /// <summary>The people as others see them; unknown ids are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, UserView>> ViewsAsync(AppDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return new Dictionary<Guid, UserView>();
        var users = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync(ct);
        return users.ToDictionary(u => u.Id, View);
    }

    public Task<bool> RunsAsync(AppDb db, Guid userId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.Users.AnyAsync(u => u.Id == userId && u.PremiumUntil > now, ct);
    }

    /// <summary>The person as others see them: without the address.</summary>
    public UserView View(User user)
    {
        var isOnline = online.Contains(user.Id);
        return new(user.Id, user.Name, user.Handle, user.PhotoFileId, isOnline, isOnline ? null : user.LastSeenAt, user.PremiumUntil > time.GetUtcNow())
        {
            Deleted = user.DeletedAt is null ? null : true,
        };
    }

    /// <summary>The person as he sees himself.</summary>
    public UserView OwnView(User user) => View(user) with
    {
        Email = user.Email,
        Locale = user.Locale,
        Role = user.Role,
        Settings = user.Settings is null ? null : JsonSerializer.Deserialize<JsonElement>(user.Settings),
    };
}
