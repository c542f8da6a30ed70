using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Messages;

internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/chats/{chatId:guid}/messages").WithTags("Messages").RequireAuthorization();
        group.MapGet("", List).WithSummary("A page of messages in rising seq: before, after (both exclusive) or around a seq; none is the newest page.");
        group.MapPost("", Send).WithSummary("Send a message. 201, or 200 where this cid is stored already.");
        group.MapPatch("{seq:long}", Edit).WithSummary("Change the text of one's own message.");
        group.MapDelete("{seq:long}", Delete).WithSummary("Delete for all: one's own, or anybody's for owners and admins.");
        group.MapPut("{seq:long}/reactions/{emoji}", React).WithSummary("React with one emoji.");
        group.MapDelete("{seq:long}/reactions/{emoji}", Unreact).WithSummary("Take one's reaction back.");
        group.MapGet("{seq:long}/reactions", Reactions).WithSummary("Who reacted with what.");
        group.MapGet("{seq:long}/readers", Readers).WithSummary("Who has read the message.");

        var logs = app.MapGroup("/api/v1").WithTags("Log").RequireAuthorization();
        logs.MapGet("chats/{chatId:guid}/log", Log).WithSummary("Entries after a position: messages as they are now, and changes.");
        logs.MapPost("log", Logs).WithSummary("The same for up to 100 chats at once.");
    }

    private static async Task<Results<Ok<Page<MessageView>>, ProblemHttpResult>> List(
        Guid chatId, long? before, long? after, long? around, int? limit, CurrentUser user, MessageService messages, CancellationToken ct) =>
        (await messages.ListAsync(user.Id, chatId, new(before, after, around, limit), ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Created<MessageView>, Ok<MessageView>, ProblemHttpResult>> Send(
        Guid chatId, SendMessage request, CurrentUser user, MessageService messages, CancellationToken ct)
    {
        var sent = await messages.SendAsync(user.Id, chatId, request, ct);
        if (sent.Error is { } error) return error.ToProblem();
        var (message, isNew) = sent.Value;
        return isNew ? TypedResults.Created($"/api/v1/chats/{chatId}/messages/{message.Seq}", message) : TypedResults.Ok(message);
    }

    private static async Task<Results<Ok<MessageView>, ProblemHttpResult>> Edit(
        Guid chatId, long seq, EditMessage request, CurrentUser user, MessageService messages, CancellationToken ct) =>
        (await messages.EditAsync(user.Id, chatId, seq, request, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid chatId, long seq, CurrentUser user, MessageService messages) =>
        (await messages.DeleteAsync(user.Id, chatId, seq)).ToHttp();

    private static async Task<Results<Ok<MessageView>, ProblemHttpResult>> React(
        Guid chatId, long seq, string emoji, CurrentUser user, MessageService messages, CancellationToken ct) =>
        (await messages.ReactAsync(user.Id, chatId, seq, emoji, on: true, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<MessageView>, ProblemHttpResult>> Unreact(
        Guid chatId, long seq, string emoji, CurrentUser user, MessageService messages, CancellationToken ct) =>
        (await messages.ReactAsync(user.Id, chatId, seq, emoji, on: false, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<IReadOnlyList<ReactionOf>>, ProblemHttpResult>> Reactions(
        Guid chatId, long seq, CurrentUser user, MessageService messages, CancellationToken ct) =>
        (await messages.ReactionsAsync(user.Id, chatId, seq, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<IReadOnlyList<ReaderView>>, ProblemHttpResult>> Readers(
        Guid chatId, long seq, CurrentUser user, MessageService messages, CancellationToken ct) =>
        (await messages.ReadersAsync(user.Id, chatId, seq, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<LogView>, ProblemHttpResult>> Log(
        Guid chatId, long since, int? limit, CurrentUser user, LogService logs, CancellationToken ct) =>
        (await logs.ReadAsync(user.Id, chatId, since, limit, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<LogsView>, ProblemHttpResult>> Logs(LogRequest request, CurrentUser user, LogService logs, CancellationToken ct) =>
        (await logs.ReadManyAsync(user.Id, request, ct)).ToHttp(TypedResults.Ok);
}
