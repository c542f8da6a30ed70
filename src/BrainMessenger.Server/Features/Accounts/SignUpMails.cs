using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Mail;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>
/// The mails of a sign-up: a code for a new address, a notice without one for the owner of a known address. Both paths do
/// the same work and count alike, so that nobody learns from outside which it was.
/// </summary>
internal sealed class SignUpMails(AppDb db, AddressQuotas quotas, MailedCode codes, Mailer mailer, Settings settings)
{
    /// <summary>Counts the mail; an error where the address has had its share of this hour.</summary>
    public async Task<Error?> CountAsync(string emailKey, CancellationToken ct)
    {
        if (!settings.RateLimits) return null;
        return await quotas.TakeAsync(emailKey, AddressUse.Mail, Limits.Mails, ct) is { } seconds ? AccountErrors.TooMany(seconds) : null;
    }

    /// <summary>The mail to send, and the hash to store: null where the address is known, so that no code opens it.</summary>
    public async Task<(MailMessage Mail, string? CodeHash)> PrepareAsync(Guid registrationId, string email, string locale, CancellationToken ct)
    {
        var code = MailedCode.New();
        var hash = codes.Hash(registrationId, code);
        var key = MailAddress.Key(email);
        var owner = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.EmailKey == key, ct);
        return owner is null
            ? (MailTexts.Code(email, locale, code, (int)MailedCode.Lifetime.TotalMinutes), hash)
            : (MailTexts.AlreadyRegistered(owner.Email, owner.Locale, owner.Name, settings.PublicUrl), null);
    }

    public void Send(MailMessage mail) => mailer.Send(mail);
}
