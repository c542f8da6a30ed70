using System.Net;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Tests.Platform;

public sealed class LimitTests
{
    [Fact]
    public void A_bucket_gives_its_burst_and_then_its_rate()
    {
        var bucket = default(TokenBucket);
        var rate = new Rate(PerSecond: 20, Burst: 100);
        var taken = 0;
        while (bucket.TryTake(rate, 5_000, 1_000)) taken++;
        Assert.Equal(100, taken);

        Assert.False(bucket.TryTake(rate, 5_040, 1_000));
        Assert.True(bucket.TryTake(rate, 5_060, 1_000));
        Assert.False(bucket.TryTake(rate, 5_060, 1_000));
        taken = 0;
        while (bucket.TryTake(rate, 15_060, 1_000)) taken++;
        Assert.Equal(100, taken);
        // A clock that steps back gives nothing away.
        Assert.False(bucket.TryTake(rate, 1_000, 1_000));
    }

    [Fact]
    public void A_quota_holds_for_every_span_of_its_length()
    {
        var clock = new TestClock();
        var quotas = new QuotaKeeper(new(3, TimeSpan.FromHours(1)), clock);
        Assert.True(quotas.TryTake("a", out _));
        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.True(quotas.TryTake("a", out _));
        Assert.True(quotas.TryTake("a", out _));
        Assert.False(quotas.TryTake("a", out var wait));
        Assert.InRange(wait, 1790, 1800);
        Assert.True(quotas.TryTake("b", out _));
        clock.Advance(TimeSpan.FromMinutes(30.1));
        Assert.True(quotas.TryTake("a", out _));
        Assert.False(quotas.TryTake("a", out _));
    }

    [Fact]
    public void Many_networks_take_bounded_memory_and_a_fresh_one_still_counts()
    {
        var quotas = new QuotaKeeper(new(1, TimeSpan.FromHours(1)), new TestClock());
        for (var i = 0; i < 50_000; i++) Assert.True(quotas.TryTake(i.ToString(), out _));
        Assert.False(quotas.TryTake("49999", out _));
    }

    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void One_network_is_one_caller(string first, string second, bool same) =>
        Assert.Equal(same, QuotaKeeper.NetworkOf(IPAddress.Parse(first)) == QuotaKeeper.NetworkOf(IPAddress.Parse(second)));

    [Theory]
    [InlineData("1234567", false)]
    [InlineData("12345678", false)]
    [InlineData("Password1", false)]
    [InlineData("QWERTYUIOP", false)]
    [InlineData("iloveyou123", false)]
    [InlineData("a\0aaaaaaaa", false)]
    [InlineData("blueheron", true)]
    [InlineData("        x", true)]
    [InlineData("кит под мостом", true)]
    public void A_password_is_long_enough_and_not_a_common_one(string password, bool good) => Assert.Equal(good, PasswordRules.Problem(password) is null);

    [Fact]
    public void A_password_has_at_most_128_characters()
    {
        Assert.Null(PasswordRules.Problem(string.Concat(Enumerable.Repeat("heron ", 21)) + "ab"));
        Assert.NotNull(PasswordRules.Problem(string.Concat(Enumerable.Repeat("heron ", 21)) + "abc"));
    }

    [Fact]
    public void A_hash_is_a_PHC_string_that_only_its_password_matches()
    {
        var hash = PasswordHash.Make("blue heron");
        Assert.Matches(@"^\$pbkdf2-sha512\$i=220000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{86}$", hash);
        Assert.True(PasswordHash.Matches("blue heron", hash));
        Assert.False(PasswordHash.Matches("Blue heron", hash));
        Assert.NotEqual(hash, PasswordHash.Make("blue heron"));
        Assert.True(PasswordHash.IsOutdated(PasswordHash.Make("blue heron", 1000)));
        Assert.False(PasswordHash.Matches("x", "no hash"));
    }

    [Fact]
    public void At_least_3000_common_passwords_are_refused()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Accounts.common-passwords.txt")!);
        var list = reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').ToList();
        Assert.True(list.Count >= 3000);
        Assert.Equal(list.Count, list.Distinct().Count());
        Assert.All(list, p => Assert.NotNull(PasswordRules.Problem(p.ToUpperInvariant())));
    }
}
