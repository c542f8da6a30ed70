namespace BrainMessenger.Server.Platform;

/// <summary>So many within any span of that length.</summary>
internal readonly record struct Quota(int Count, TimeSpan Period);

/// <summary>
/// Every limit of design §7 in one table. <c>RATE_LIMITS=off</c> (loopback only) lifts all of them; what guards a code or
/// a password against guessing is not a limit of traffic and stays.
/// </summary>
internal static class Limits
{
    /// <summary>Sends of one person, over all sockets and REST.</summary>
    public static readonly Rate Sends = new(PerSecond: 20, Burst: 100);

    /// <summary>Frames on one socket; beyond it the socket is closed with 4009.</summary>
    public static readonly Rate Frames = new(PerSecond: 50, Burst: 200);

    /// <summary>Searches of one person: each may read thousands of messages.</summary>
    public static readonly Rate Searches = new(PerSecond: 5, Burst: 20);

    /// <summary>Sign-ups from one network address.</summary>
    public static readonly Quota Registrations = new(30, TimeSpan.FromHours(1));

    /// <summary>Sign-ins from one network address, good and bad ones.</summary>
    public static readonly Quota SignIns = new(60, TimeSpan.FromHours(1));

    /// <summary>Mails to one e-mail address.</summary>
    public static readonly Quota Mails = new(5, TimeSpan.FromHours(1));

    /// <summary>Wrong codes for one e-mail address. Guards the code itself, so that it stays with RATE_LIMITS=off.</summary>
    public static readonly Quota WrongCodes = new(20, TimeSpan.FromDays(1));
}
