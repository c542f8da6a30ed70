using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Configuration;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>The one-time code by which the first admin is made: a new one at each start without an admin, stored as a hash.</summary>
internal sealed class SetupCodes(AppDb db, Settings settings, TimeProvider time)
{
    private const int CodeBytes = 16;

    /// <summary>Replaces the former code; null where there is an admin.</summary>
    public async Task<string?> RenewAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SetupCodes.ExecuteDeleteAsync(ct);
        var code = await AdminExistsAsync(ct) ? null : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        if (code is not null) db.SetupCodes.Add(new() { CodeHash = Hash(code), CreatedAt = time.Now() });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return code;
    }

    public Task<bool> AdminExistsAsync(CancellationToken ct) => db.Users.AnyAsync(u => u.Role == User.RoleAdmin && u.DeletedAt == null, ct);

    /// <summary>Whether people may sign up. While there is no admin somebody must be able to begin, also where it is closed.</summary>
    public async Task<bool> MayBeginAsync(CancellationToken ct) => settings.Registration is Registration.Open || !await AdminExistsAsync(ct);

    /// <summary>Whether an account may be made: with a good set-up code always, else where registration is open.</summary>
    public async Task<Error?> RefusalAsync(string? setupCode, CancellationToken ct)
    {
        if (setupCode is not null) return await IsGoodAsync(setupCode, ct) ? null : AccountErrors.SetupInvalid;
        return settings.Registration is Registration.Open ? null : AccountErrors.RegistrationClosed;
    }

    private Task<bool> IsGoodAsync(string code, CancellationToken ct)
    {
        var hash = Hash(code);
        return db.SetupCodes.AnyAsync(c => c.CodeHash == hash, ct);
    }

    /// <summary>True for exactly one caller, in whose transaction the account is made.</summary>
    public async Task<bool> ConsumeAsync(string code, CancellationToken ct)
    {
        var hash = Hash(code);
        return await db.SetupCodes.Where(c => c.CodeHash == hash).ExecuteDeleteAsync(ct) == 1;
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}

internal sealed class SetupCode
{
    public required string CodeHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
