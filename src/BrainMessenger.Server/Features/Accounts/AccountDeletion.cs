using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Deletes an account: its person is gone from every table, its messages stay without a name.</summary>
internal sealed class AccountDeletion(AppDb db, OwnPassword own, ChatService chats, SessionService sessions, TimeProvider time)
{
    /// <summary>What views show from then on; clients put it into their language by <c>deleted</c>.</summary>
    public const string NeutralName = "Deleted account";

    public async Task<Result<Done>> DeleteAsync(Guid userId, string password, CancellationToken ct)
    {
        var confirmed = await own.ConfirmAsync(userId, password, ct);
        if (confirmed.Error is { } refused) return refused;
        // Before the erasure: if it fails here, the account is still there to be deleted again.
        var left = await chats.LeaveAllAsync(userId, CancellationToken.None);
        if (left.Error is not null) return left;
        await EraseAsync(confirmed.Value!);
        return default(Done);
    }

    /// <summary>From here on to the end, whether or not the caller still waits.</summary>
    private async Task EraseAsync(User user)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = time.Now();
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.Email, "")
            .SetProperty(u => u.EmailKey, (string?)null)
            .SetProperty(u => u.Name, NeutralName)
            .SetProperty(u => u.NameKey, "")
            .SetProperty(u => u.Handle, (string?)null)
            .SetProperty(u => u.HandleKey, (string?)null)
            .SetProperty(u => u.PasswordHash, (string?)null)
            .SetProperty(u => u.Role, User.RoleUser)
            .SetProperty(u => u.Locale, Locales.Default)
            .SetProperty(u => u.Settings, (string?)null)
            .SetProperty(u => u.PhotoFileId, (Guid?)null)
            .SetProperty(u => u.PremiumUntil, (DateTimeOffset?)null)
            .SetProperty(u => u.LastSeenAt, (DateTimeOffset?)null)
            .SetProperty(u => u.DeletedAt, now));
        var ended = await sessions.EndAllAsync(user.Id, CancellationToken.None);
        await db.Sessions.Where(s => s.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Client, (string?)null));
        await db.MeEntries.Where(e => e.UserId == user.Id).ExecuteDeleteAsync();
        await db.Registrations.Where(r => r.EmailKey == user.EmailKey).ExecuteDeleteAsync();
        await db.AddressUses.Where(u => u.EmailKey == user.EmailKey).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        sessions.Tell(ended);
    }
}
