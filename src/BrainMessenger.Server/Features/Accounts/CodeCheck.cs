using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Compares a code, and counts before it compares: however many come at once, five are looked at.</summary>
internal sealed class CodeCheck(AppDb db, MailedCode codes, AddressQuotas quotas, TimeProvider time)
{
    public async Task<Error?> RefusalAsync(PendingRegistration pending, string code, CancellationToken ct)
    {
        var now = time.Now();
        var counted = await db.Registrations
            .Where(r => r.Id == pending.Id && r.Tries < MailedCode.MaxTries && r.CodeExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Tries, r => r.Tries + 1), ct);
        if (counted == 0) return AccountErrors.CodeInvalid;
        if (await quotas.TakeAsync(pending.EmailKey, AddressUse.WrongCode, Limits.WrongCodes, ct) is { } seconds) return AccountErrors.TooMany(seconds);
        if (codes.Matches(pending.Id, code, await CurrentHashAsync(pending.Id, ct))) return null;

        // The last try kills the code, and the next one takes a while to come.
        var next = now + MailedCode.Pause;
        await db.Registrations
            .Where(r => r.Id == pending.Id && r.Tries >= MailedCode.MaxTries && r.NextCodeAt < next)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.NextCodeAt, next), ct);
        return AccountErrors.CodeInvalid;
    }

    /// <summary>Who had the right code owns the address: his wrong tries are not held against him.</summary>
    public Task ForgiveAsync(PendingRegistration pending, CancellationToken ct) => quotas.ForgetAsync(pending.EmailKey, AddressUse.WrongCode, ct);

    /// <summary>Read after counting: the tries that were counted belong to the code that is compared.</summary>
    private Task<string?> CurrentHashAsync(Guid id, CancellationToken ct) => db.Registrations.Where(r => r.Id == id).Select(r => r.CodeHash).FirstOrDefaultAsync(ct);
}
