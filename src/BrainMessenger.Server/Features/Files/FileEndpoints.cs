using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Files;

internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/files").WithTags("Files").RequireAuthorization().AddEndpointFilter<StoreFailures>();
        group.MapPost("", Reserve).WithSummary("Reserve a file; the answer says where its parts go.").WithIdempotency();
        group.MapGet("/{fileId:guid}/parts", Parts).WithSummary("Which parts are stored, with fresh addresses.");
        group.MapPost("/{fileId:guid}/complete", Complete).WithSummary("Close the upload; the file is read, checked and ready. A repeat answers the same.");
        group.MapGet("/{fileId:guid}/link", Link).WithSummary("An address for reading that works without headers for 60 s. variant: original or thumbnail. probe: the one before did not work, so the store is asked first.");
        group.MapGet("/{fileId:guid}", Open).WithSummary("302 to such an address.");
        group.MapDelete("/{fileId:guid}", Delete).WithSummary("Delete one's own file; 409 while something shows it.");

        var lists = app.MapGroup("/api/v1").WithTags("Files").RequireAuthorization();
        lists.MapGet("/me/storage", Storage).WithSummary("What one's own files take, and where they are shown. sort: newest or size; chatId: those in the messages of one chat.");
        lists.MapGet("/chats/{chatId:guid}/media", Media).WithSummary("Files or links of a chat. kind: link, or some of photo, video, voice and document; order: newest or oldest first, beginning with the message from.");
        app.MapDiskFiles();
    }

    private static async Task<Results<Created<UploadView>, ProblemHttpResult>> Reserve(
        ReserveFile request, CurrentUser user, FileService files, CancellationToken ct) =>
        (await files.ReserveAsync(user.Id, request, ct)).ToHttp(upload => TypedResults.Created($"/api/v1/files/{upload.Id}", upload));

    private static async Task<Results<Ok<UploadPartsView>, ProblemHttpResult>> Parts(
        Guid fileId, CurrentUser user, FileService files, CancellationToken ct) =>
        (await files.PartsAsync(user.Id, fileId, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<FileView>, ProblemHttpResult>> Complete(
        Guid fileId, CompleteFile request, CurrentUser user, FileCompletion completion, CancellationToken ct) =>
        (await completion.CompleteAsync(user.Id, fileId, request, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<FileLink>, ProblemHttpResult>> Link(
        Guid fileId, CurrentUser user, FileLinks links, CancellationToken ct, string? variant = null, bool download = false, bool probe = false) =>
        (await links.LinkAsync(user.Id, fileId, variant, download, probe, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> Open(
        Guid fileId, CurrentUser user, FileLinks links, CancellationToken ct, string? variant = null, bool download = false) =>
        (await links.LinkAsync(user.Id, fileId, variant, download, probe: false, ct)).ToHttp(link => TypedResults.Redirect(link.Url));

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid fileId, CurrentUser user, FileDeletion deletion, CancellationToken ct) =>
        (await deletion.DeleteOwnAsync(user.Id, fileId, ct)).ToHttp();

    private static async Task<Results<Ok<Page<MediaView>>, ProblemHttpResult>> Media(
        Guid chatId, CurrentUser user, ChatMedia media, CancellationToken ct, string? kind = null, string? order = null, long? from = null, string? cursor = null) =>
        (await media.ListAsync(user.Id, chatId, new(kind, order, from, cursor), ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<Ok<StorageView>, ProblemHttpResult>> Storage(
        CurrentUser user, FileStorage storage, CancellationToken ct, string? sort = null, Guid? chatId = null, string? cursor = null) =>
        (await storage.ListAsync(user.Id, new(sort, chatId, cursor), ct)).ToHttp(TypedResults.Ok);
}
