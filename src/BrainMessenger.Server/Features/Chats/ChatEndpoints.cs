using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Chats;

internal static class ChatEndpoints
{
    public static void MapChats(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/chats").WithTags("Chats").RequireAuthorization();
        group.MapGet("", List).WithSummary("One's chats: pinned first, then newest activity.");
        group.MapPost("", Create).WithSummary("Make a chat. 201, or 200 where the personal chat exists already.").WithIdempotency();
        group.MapGet("{chatId:guid}", Get).WithSummary("One chat.");
        group.MapPatch("{chatId:guid}", Update).WithSummary("Change name, photo or rules of a group or channel (owners and admins).");
        group.MapDelete("{chatId:guid}", Delete).WithSummary("Delete a group or channel for everybody (owners).");
        group.MapPost("{chatId:guid}/read", Read).WithSummary("Move one's read mark forward.");
        group.MapPut("{chatId:guid}/archive", (Guid chatId, CurrentUser user, MemberService members, TimeProvider time, CancellationToken ct) => Set(members.ArchiveAsync(user.Id, chatId, true, time.Now(), ct)));
        group.MapDelete("{chatId:guid}/archive", (Guid chatId, CurrentUser user, MemberService members, TimeProvider time, CancellationToken ct) => Set(members.ArchiveAsync(user.Id, chatId, false, time.Now(), ct)));
        group.MapPut("{chatId:guid}/pin", (Guid chatId, CurrentUser user, MemberService members, TimeProvider time, CancellationToken ct) => Set(members.PinAsync(user.Id, chatId, true, time.Now(), ct)));
        group.MapDelete("{chatId:guid}/pin", (Guid chatId, CurrentUser user, MemberService members, TimeProvider time, CancellationToken ct) => Set(members.PinAsync(user.Id, chatId, false, time.Now(), ct)));
        group.MapPut("{chatId:guid}/mute", Mute).WithSummary("Silence a chat until a time, or until it is taken back.");
        group.MapDelete("{chatId:guid}/mute", (Guid chatId, CurrentUser user, MemberService members, TimeProvider time, CancellationToken ct) => Set(members.MuteAsync(user.Id, chatId, null, time.Now(), ct)));

        var members = group.MapGroup("{chatId:guid}/members").WithTags("Members");
        members.MapGet("", Members).WithSummary("A page of the members.");
        members.MapPost("", Add).WithSummary("Add people (owners and admins); several are one entry of the log.");
        members.MapPatch("{userId:guid}", ChangeRole).WithSummary("Give a member another role.");
        members.MapDelete("{userId:guid}", Remove).WithSummary("Remove a member of lower rank.");
        members.MapDelete("me", Leave).WithSummary("Leave.");

        app.MapGet("/api/v1/me/log", MeLog).WithTags("Me").RequireAuthorization().WithSummary("What changed in one's own lists since a position.");
    }

    private static async Task<Results<Ok<Page<ChatView>>, ProblemHttpResult>> List(
        bool? archived, string? query, string? cursor, CurrentUser user, ChatService chats, CancellationToken ct) =>
        (await chats.ListAsync(user.Id, archived ?? false, query, cursor, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Created<ChatView>, Ok<ChatView>, ProblemHttpResult>> Create(
        CreateChat request, CurrentUser user, ChatCreation creation, CancellationToken ct)
    {
        var made = await creation.CreateAsync(user.Id, request, ct);
        if (made.Error is { } error) return error.ToProblem();
        return made.Value.IsNew ? TypedResults.Created($"/api/v1/chats/{made.Value.Chat.Id}", made.Value.Chat) : TypedResults.Ok(made.Value.Chat);
    }

    private static async Task<Results<Ok<ChatView>, ProblemHttpResult>> Get(Guid chatId, CurrentUser user, ChatService chats, CancellationToken ct) =>
        (await chats.GetAsync(user.Id, chatId, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<ChatView>, ProblemHttpResult>> Update(
        Guid chatId, UpdateChat request, CurrentUser user, ChatService chats, CancellationToken ct) =>
        (await chats.UpdateAsync(user.Id, chatId, request, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid chatId, CurrentUser user, ChatService chats) =>
        (await chats.DeleteAsync(user.Id, chatId)).ToHttp();

    private static async Task<Results<NoContent, ProblemHttpResult>> Read(
        Guid chatId, MarkRead request, CurrentUser user, ChatAccess access, ReadMarks marks, CancellationToken ct)
    {
        if (await access.FindAsync(user.Id, chatId, ct) is null) return Errors.NotFound.ToProblem();
        marks.Read(chatId, user.Id, request.Seq);
        return TypedResults.NoContent();
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Mute(
        Guid chatId, MuteChat request, CurrentUser user, MemberService members, TimeProvider time, CancellationToken ct) =>
        Set(members.MuteAsync(user.Id, chatId, request.Until?.ToUniversalTime().CutToMilliseconds() ?? _forever, time.Now(), ct));

    private static async Task<Results<Ok<Page<MemberView>>, ProblemHttpResult>> Members(
        Guid chatId, string? query, string? cursor, int? limit, CurrentUser user, MemberService members, CancellationToken ct) =>
        (await members.ListAsync(user.Id, chatId, query, cursor, limit, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<NoContent, ProblemHttpResult>> Add(Guid chatId, AddMembers request, CurrentUser user, ChatService chats) =>
        (await chats.AddMembersAsync(user.Id, chatId, request)).ToHttp();

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeRole(Guid chatId, Guid userId, ChangeRole request, CurrentUser user, ChatService chats) =>
        (await chats.SetRoleAsync(user.Id, chatId, userId, request.Role)).ToHttp();

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(Guid chatId, Guid userId, CurrentUser user, ChatService chats) =>
        (await chats.RemoveMemberAsync(user.Id, chatId, userId)).ToHttp();

    private static async Task<Results<NoContent, ProblemHttpResult>> Leave(Guid chatId, CurrentUser user, ChatService chats) =>
        (await chats.RemoveMemberAsync(user.Id, chatId, user.Id)).ToHttp();

    private static async Task<Ok<MeLogView>> MeLog(long since, CurrentUser user, MemberService members, CancellationToken ct) =>
        TypedResults.Ok(await members.MeLogAsync(user.Id, since, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> Set(Task<Result<Done>> change) => (await change).ToHttp();

    /// <summary>Silenced without an end: a time that JavaScript and both databases can hold.</summary>
    private static readonly DateTimeOffset _forever = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
