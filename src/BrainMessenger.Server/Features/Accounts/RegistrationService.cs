using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>The first half of a sign-up: it waits for the mailed code, with its own password hash and its own code.</summary>
internal sealed class RegistrationService(AppDb db, Passwords passwords, SignUpMails mails, SetupCodes setup, TimeProvider time)
{
    /// <summary>How long another code may be asked for.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<Result<RegistrationView>> RegisterAsync(RegisterRequest request, string locale, CancellationToken ct)
    {
        if (!await setup.MayBeginAsync(ct)) return AccountErrors.RegistrationClosed;
        var email = MailAddress.Clean(request.Email)!;
        var key = MailAddress.Key(email);
        if (await mails.CountAsync(key, ct) is { } tooMany) return tooMany;
        var hash = await passwords.HashAsync(request.Password, ct);
        if (hash.Error is { } busy) return busy;

        await ForgetExpiredAsync(ct);
        var now = time.Now();
        var id = time.NewId();
        var (mail, codeHash) = await mails.PrepareAsync(id, email, locale, ct);
        db.Registrations.Add(new()
        {
            Id = id, Email = email, EmailKey = key, Name = TextRules.CleanName(request.Name)!, PasswordHash = hash.Value!, Locale = locale,
            CodeHash = codeHash, CodeExpiresAt = now + MailedCode.Lifetime, Tries = 0, NextCodeAt = now + MailedCode.Pause,
            CreatedAt = now, ExpiresAt = now + Lifetime,
        });
        await db.SaveChangesAsync(ct);
        mails.Send(mail);
        return View(id);
    }

    public async Task<Result<RegistrationView>> ResendAsync(Guid id, CancellationToken ct)
    {
        var now = time.Now();
        var pending = await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.ExpiresAt > now, ct);
        if (pending is null) return Errors.NotFound;
        if (pending.NextCodeAt > now) return TooSoon(pending.NextCodeAt - now);
        if (await mails.CountAsync(pending.EmailKey, ct) is { } tooMany) return tooMany;

        var (mail, codeHash) = await mails.PrepareAsync(id, pending.Email, pending.Locale, ct);
        // Only one of several requests at once gets through: the others find the next instant moved.
        var rows = await db.Registrations.Where(r => r.Id == id && r.NextCodeAt == pending.NextCodeAt).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.CodeHash, codeHash)
            .SetProperty(r => r.CodeExpiresAt, now + MailedCode.Lifetime)
            .SetProperty(r => r.NextCodeAt, now + MailedCode.Pause)
            .SetProperty(r => r.Tries, 0), ct);
        if (rows == 0) return TooSoon(MailedCode.Pause);
        mails.Send(mail);
        return View(id);
    }

    private async Task ForgetExpiredAsync(CancellationToken ct)
    {
        var now = time.Now();
        await db.Registrations.Where(r => r.ExpiresAt < now).ExecuteDeleteAsync(ct);
        await db.AddressUses.Where(u => u.ExpiresAt < now).ExecuteDeleteAsync(ct);
    }

    private static RegistrationView View(Guid id) => new(id, (int)MailedCode.Lifetime.TotalSeconds);

    private static Error TooSoon(TimeSpan wait) => AccountErrors.TooMany(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
}
