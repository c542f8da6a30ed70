using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>Somebody signed in: what the answer is made of.</summary>
internal sealed record SignedIn(User User, Session Session, string AccessToken, string RefreshToken);

/// <summary>Begins, renews and ends sessions.</summary>
internal sealed class SessionService(AppDb db, AccessTokens tokens, EndedSessions ended, TimeProvider time)
{
    /// <summary>A lost answer may be asked for again for so long; afterwards the former token is a replay.</summary>
    private static readonly TimeSpan RepeatWindow = TimeSpan.FromSeconds(10);

    /// <summary>Adds a session to the caller's unit of work; it counts when that is saved.</summary>
    public SignedIn Start(User user, string? client)
    {
        var session = Session.Start(user.Id, client, time);
        var token = RefreshToken.New(session.Id);
        session.RefreshHash = token.Hash;
        db.Sessions.Add(session);
        return Answer(user, session, token);
    }

    public async Task<Result<SignedIn>> RefreshAsync(string? text, CancellationToken ct)
    {
        if (RefreshToken.Parse(text) is not { } token) return Errors.AuthRequired;
        while (true)
        {
            var now = time.Now();
            var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == token.SessionId, ct);
            if (session is null || session.EndedAt is not null || session.ExpiresAt <= now) return Errors.AuthRequired;

            if (session.RefreshHash == token.Hash)
            {
                // Lost against another request with the same token: read again and give its answer.
                if (await RotateAsync(session, token, now, ct) is not { } successor) continue;
                return await AnswerAsync(session, successor, ct);
            }

            if (session.PreviousHash == token.Hash && now - session.RotatedAt <= RepeatWindow && token.Unseal(session.SuccessorSealed!) is { } same)
                return await AnswerAsync(session, same, ct);

            // An older token than the last: two parties hold this session, and which is the thief cannot be told.
            await EndAsync(session.Id);
            return Errors.AuthRequired;
        }
    }

    /// <summary>The session that a refresh token belongs to, whether it is its newest or not.</summary>
    public async Task EndByTokenAsync(string? text, CancellationToken ct)
    {
        if (RefreshToken.Parse(text) is not { } token) return;
        var hash = token.Hash;
        if (await db.Sessions.AnyAsync(s => s.Id == token.SessionId && (s.RefreshHash == hash || s.PreviousHash == hash), ct)) await EndAsync(token.SessionId);
    }

    /// <summary>When this returns, no token of the session is good any more. Not to be given up half way.</summary>
    public async Task EndAsync(Guid sessionId)
    {
        var now = time.Now();
        await db.Sessions.Where(s => s.Id == sessionId && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
        ended.Add(sessionId);
    }

    /// <summary>Ends all sessions of a person within the caller's transaction; after it, <see cref="Tell"/> makes it count here.</summary>
    public async Task<IReadOnlyList<Guid>> EndAllAsync(Guid userId, CancellationToken ct)
    {
        var now = time.Now();
        await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), ct);
        return await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == now).Select(s => s.Id).ToListAsync(ct);
    }

    public void Tell(IEnumerable<Guid> endedSessions)
    {
        foreach (var session in endedSessions) ended.Add(session);
    }

    private async Task<RefreshToken?> RotateAsync(Session session, RefreshToken token, DateTimeOffset now, CancellationToken ct)
    {
        var successor = RefreshToken.New(session.Id);
        var (before, after, sealedSuccessor) = (token.Hash, successor.Hash, token.Seal(successor));
        var idle = now + Session.Idle;
        var last = session.CreatedAt + Session.Absolute;
        var expires = idle < last ? idle : last;
        var rows = await db.Sessions
            .Where(s => s.Id == session.Id && s.RefreshHash == before && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(s => s.RefreshHash, after)
                .SetProperty(s => s.PreviousHash, before)
                .SetProperty(s => s.SuccessorSealed, sealedSuccessor)
                .SetProperty(s => s.RotatedAt, now)
                .SetProperty(s => s.ExpiresAt, expires), ct);
        session.ExpiresAt = expires;
        return rows == 1 ? successor : null;
    }

    private async Task<Result<SignedIn>> AnswerAsync(Session session, RefreshToken token, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == session.UserId && u.DeletedAt == null, ct);
        return user is null ? Errors.AuthRequired : Answer(user, session, token);
    }

    private SignedIn Answer(User user, Session session, RefreshToken token) => new(user, session, tokens.Issue(user, session), token.Reveal());
}
