using System.Globalization;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Counts per e-mail address in the database, exactly under races: neither a restart nor more nodes give more tries.</summary>
internal sealed class AddressQuotas(AppDb db, TimeProvider time)
{
    /// <summary>Counts one use; else the seconds until the next is free.</summary>
    public async Task<int?> TakeAsync(string emailKey, string kind, Quota quota, CancellationToken ct)
    {
        while (true)
        {
            var now = time.Now();
            var row = await db.AddressUses.AsNoTracking().FirstOrDefaultAsync(u => u.EmailKey == emailKey && u.Kind == kind, ct);
            var recent = row is null ? [] : Read(row.Times).Where(at => at > now - quota.Period).ToList();
            if (recent.Count >= quota.Count) return (int)Math.Ceiling((recent[0] + quota.Period - now).TotalSeconds);
            // Somebody else wrote in between: read again. One of the racers always succeeds.
            if (await WriteAsync(row, new() { EmailKey = emailKey, Kind = kind, Times = Write([.. recent, now]), Version = (row?.Version ?? 0) + 1, ExpiresAt = now + quota.Period }, ct)) return null;
        }
    }

    /// <summary>Forgets the uses, for one who has proven that the address is his.</summary>
    public Task ForgetAsync(string emailKey, string kind, CancellationToken ct) =>
        db.AddressUses.Where(u => u.EmailKey == emailKey && u.Kind == kind).ExecuteDeleteAsync(ct);

    private async Task<bool> WriteAsync(AddressUse? former, AddressUse use, CancellationToken ct)
    {
        if (former is null)
            return await db.Database.ExecuteSqlAsync($"""
                insert into address_uses (email_key, kind, times, version, expires_at)
                values ({use.EmailKey}, {use.Kind}, {use.Times}, {use.Version}, {use.ExpiresAt.ToUnixTimeMilliseconds()}) on conflict do nothing
                """, ct) == 1;
        return await db.AddressUses
            .Where(u => u.EmailKey == use.EmailKey && u.Kind == use.Kind && u.Version == former.Version)
            .ExecuteUpdateAsync(set => set
                .SetProperty(u => u.Times, use.Times)
                .SetProperty(u => u.Version, use.Version)
                .SetProperty(u => u.ExpiresAt, use.ExpiresAt), ct) == 1;
    }

    private static IEnumerable<DateTimeOffset> Read(string times) =>
        times.Split(',').Select(ms => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture)));

    private static string Write(IEnumerable<DateTimeOffset> times) =>
        string.Join(',', times.Select(at => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
}
