using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Sign-in by password. A known and an unknown address cost the same and are refused alike.</summary>
internal sealed class SignInService(AppDb db, Passwords passwords, SessionService sessions)
{
    public async Task<Result<SignedIn>> SignInAsync(LoginRequest request, string? client, CancellationToken ct)
    {
        var key = MailAddress.Key(request.Email);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.EmailKey == key, ct);
        var matches = await passwords.MatchesAsync(request.Password, user?.PasswordHash, ct);
        if (matches.Error is { } busy) return busy;
        if (!matches.Value || user is null) return AccountErrors.WrongPassword;

        var answer = sessions.Start(user, client);
        await db.SaveChangesAsync(ct);
        if (PasswordHash.IsOutdated(user.PasswordHash!)) await RehashAsync(user, request.Password, ct);
        return answer;
    }

    private async Task RehashAsync(User user, string password, CancellationToken ct)
    {
        // Too busy now: the next sign-in does it.
        if ((await passwords.HashAsync(password, ct)).Value is not { } hash) return;
        await db.Users.Where(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), ct);
    }
}
