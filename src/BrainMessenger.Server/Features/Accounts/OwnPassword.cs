using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Asks a signed-in person for the password once more, before what cannot be taken back.</summary>
internal sealed class OwnPassword(AppDb db, Passwords passwords, NetworkQuotas quotas)
{
    /// <summary>The person, where the password is right.</summary>
    public async Task<Result<User>> ConfirmAsync(Guid userId, string password, CancellationToken ct)
    {
        if (quotas.CountPassword(userId) is { } tooMany) return tooMany;
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId && u.DeletedAt == null, ct);
        if (user is null) return Errors.AuthRequired;
        var matches = await passwords.MatchesAsync(password, user.PasswordHash, ct);
        if (matches.Error is { } busy) return busy;
        return matches.Value ? user : AccountErrors.WrongOwnPassword;
    }
}
