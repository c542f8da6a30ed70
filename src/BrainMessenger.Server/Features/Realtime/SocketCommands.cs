using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Messages;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Realtime;

/// <summary>What a client may say on its socket, one method a frame type.</summary>
internal sealed class SocketCommands(Hub hub, AccessTokens tokens, SocketSends sends, SocketSignals signals, Epoch epoch, DatabaseHealth health)
{
    private const int MaxHave = 1000;

    private static readonly Error _malformed = new("validation", 400, "This is not a frame of the protocol.");

    public async ValueTask HandleAsync(Connection connection, ReadOnlyMemory<byte> bytes)
    {
        var frame = ClientFrame.Parse(bytes.Span);
        if (!connection.IsAuthenticated)
        {
            if (frame is { Type: "hello" }) await HelloAsync(connection, frame);
            else await connection.CloseAsync(CloseCodes.NoToken, "hello first");
            return;
        }

        switch (frame?.Type)
        {
            case "send":
                await sends.SendAsync(connection, frame);
                break;
            case "read" when frame is { ChatId: { } chatId, Seq: >= 0 and { } seq }:
                signals.Read(connection, chatId, seq);
                break;
            case "typing" when frame.ChatId is { } chatId:
                signals.Typing(connection, chatId);
                break;
            case "watch" when frame.UserIds is { Count: <= PresenceBoard.MaxWatched } userIds:
                signals.Watch(connection, userIds);
                break;
            case "presence" when frame.State is "online" or "away":
                hub.SetAway(connection, frame.State == "away");
                break;
            case "token" when frame.Token is { } token:
                await RenewAsync(connection, token);
                break;
            case "ping":
                connection.SendOwned(Frames.Pong());
                break;
            default:
                connection.SendOwned(Frames.Error(_malformed, frame?.Cid));
                break;
        }
    }

    private async Task HelloAsync(Connection connection, ClientFrame hello)
    {
        if (hello.Token is null || tokens.Validate(hello.Token) is not { } token)
        {
            await connection.CloseAsync(CloseCodes.NoToken, "no valid token");
            return;
        }

        connection.Authenticate(token.UserId, token.SessionId, token.ExpiresAt);
        var have = Have(hello);
        Greeting greeting;
        try
        {
            greeting = await hub.EnterAsync(connection, have);
        }
        catch (Exception e) when (DatabaseFaults.Of(e) is { } fault)
        {
            health.Failed(fault);
            connection.Open(Frames.Error(fault.Error));
            await connection.CloseAsync(CloseCodes.TryAgainLater, "database unavailable");
            return;
        }

        // The session may have ended between the check and the seating: whoever ended it did not see this socket yet.
        if (tokens.HasEnded(token))
        {
            await connection.CloseAsync(CloseCodes.SessionEnded, "session ended");
            return;
        }

        connection.Open(Frames.Ready(token.UserId, epoch.Id, greeting));
        if (health.Outage is not null) connection.SendOwned(Frames.Part(isOut: true, OutageNotices.Database));
    }

    /// <summary>At most 1,000 chats; positions of another history count as none.</summary>
    private Dictionary<Guid, long> Have(ClientFrame hello)
    {
        if (hello.Have is not { } have || (hello.Epoch is { } known && known != epoch.Id)) return [];
        return have.Count <= MaxHave ? have : have.TakeLast(MaxHave).ToDictionary();
    }

    private async Task RenewAsync(Connection connection, string token)
    {
        if (tokens.Validate(token) is { } renewed && renewed.UserId == connection.UserId && renewed.SessionId == connection.SessionId)
            connection.TokenExpiresAt = renewed.ExpiresAt;
        else await connection.CloseAsync(CloseCodes.NoToken, "no valid token");
    }
}

/// <summary>Messages that arrive on sockets.</summary>
internal sealed class SocketSends(MessageLog log, SendDesk desk, IDbContextFactory<AppDb> databases, DatabaseHealth health)
{
    public async ValueTask SendAsync(Connection connection, ClientFrame frame)
    {
        var body = frame.ChatId is null
            ? Error.Validation("chatId", "A message needs a chat.")
            : MessageRules.Check(frame.Cid, frame.Text, frame.ReplyTo, frame.FileIds);
        var refusal = body.Error ?? (desk.Budget.TryTake(connection.UserId) ? null : Errors.RateLimited);
        if (refusal is not null)
        {
            connection.SendOwned(Frames.Error(refusal, frame.Cid));
            return;
        }

        IReadOnlyList<Files.FileView> files = [];
        if (body.Value!.FileIds.Count > 0)
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync();
                files = await MessageService.FilesAsync(db, body.Value.FileIds, CancellationToken.None);
            }
            catch (Exception e) when (DatabaseFaults.Of(e) is { } fault)
            {
                health.Failed(fault);
                connection.SendOwned(Frames.Error(fault.Error, frame.Cid));
                return;
            }
        }

        log.Append(new SocketMessage(connection, frame.ChatId!.Value, body.Value, desk) { Files = files });
    }

    private sealed class SocketMessage(Connection connection, Guid chatId, MessageBody body, SendDesk desk)
        : MessageAppend(chatId, connection.UserId, body, desk)
    {
        public override object? Origin => IsRefused ? null : connection;

        protected override void OnAnswered(Position position) => connection.SendOwned(Frames.Ack(Body.Cid, ChatId, position));

        protected override void OnRefused(Error error) => connection.SendOwned(Frames.Error(error, Body.Cid));
    }
}

/// <summary>What passes between people without being kept: read marks (kept coalesced), typing, presence.</summary>
internal sealed class SocketSignals(Hub hub, Delivery delivery, ReadMarks marks, PresenceBoard presence, TimeProvider time)
{
    private static readonly TimeSpan _typingEvery = TimeSpan.FromSeconds(3);

    public void Read(Connection connection, Guid chatId, long seq)
    {
        if (hub.IsIn(connection.UserId, chatId)) marks.Read(chatId, connection.UserId, seq);
    }

    /// <summary>One in three seconds for each socket is enough: it lapses after six.</summary>
    public void Typing(Connection connection, Guid chatId)
    {
        if (connection.TypingAt is { } last && last.ChatId == chatId && time.GetElapsedTime(last.At) < _typingEvery) return;
        if (!hub.IsIn(connection.UserId, chatId)) return;
        connection.TypingAt = (chatId, time.GetTimestamp());
        delivery.Whisper(chatId, connection.UserId, Frames.Typing(chatId, connection.UserId));
    }

    public void Watch(Connection connection, IReadOnlyList<Guid> userIds) => presence.Watch(connection, userIds);
}
