using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>The second half of a sign-up: the mailed code makes the account, and with a set-up code the first admin.</summary>
internal sealed class EmailVerification(AppDb db, CodeCheck check, SetupCodes setup, SessionService sessions, TimeProvider time)
{
    public async Task<Result<SignedIn>> VerifyAsync(VerifyEmailRequest request, string? client, CancellationToken ct)
    {
        var now = time.Now();
        var pending = await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == request.RegistrationId && r.ExpiresAt > now, ct);
        if (pending is null) return AccountErrors.CodeInvalid;
        if (await setup.RefusalAsync(request.SetupCode, ct) is { } refused) return refused;
        if (await check.RefusalAsync(pending, request.Code, ct) is { } wrong) return wrong;

        try
        {
            return await CreateAsync(pending, request.SetupCode, client, ct);
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            // Another registration of the same address was quicker.
            return AccountErrors.CodeInvalid;
        }
    }

    private async Task<Result<SignedIn>> CreateAsync(PendingRegistration pending, string? setupCode, string? client, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever deletes the row makes the account: the same code twice at once makes one.
        if (await db.Registrations.Where(r => r.Id == pending.Id).ExecuteDeleteAsync(ct) == 0) return AccountErrors.CodeInvalid;
        if (setupCode is not null && !await setup.ConsumeAsync(setupCode, ct)) return AccountErrors.SetupInvalid;
        var user = NewUser(pending, setupCode is null ? User.RoleUser : User.RoleAdmin);
        db.Users.Add(user);
        var answer = sessions.Start(user, client);
        await db.SaveChangesAsync(ct);
        await check.ForgiveAsync(pending, ct);
        await transaction.CommitAsync(ct);
        return answer;
    }

    private User NewUser(PendingRegistration pending, string role) => new()
    {
        Id = time.NewId(),
        Email = pending.Email,
        EmailKey = pending.EmailKey,
        Name = pending.Name,
        PasswordHash = pending.PasswordHash,
        Role = role,
        Locale = pending.Locale,
        CreatedAt = time.Now(),
    };
}
