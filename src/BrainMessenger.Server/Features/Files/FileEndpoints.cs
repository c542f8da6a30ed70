using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BrainMessenger.Server.Features.Files;

internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1/files").WithTags("Files").RequireAuthorization().AddEndpointFilter<StoreFailures>();
        group.MapPost("", Reserve);
        group.MapGet("/{fileId:guid}/parts", Parts);
        group.MapPost("/{fileId:guid}/complete", Complete);
        group.MapGet("/{fileId:guid}/link", Link);
        group.MapGet("/{fileId:guid}", Open);
        group.MapDelete("/{fileId:guid}", Delete);
        app.MapGet("/api/v1/me/storage", Storage).WithTags("Files").RequireAuthorization();
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
        Guid fileId, CurrentUser user, FileLinks links, CancellationToken ct, string? variant = null, bool download = false) =>
        (await links.LinkAsync(user.Id, fileId, variant, download, ct)).ToHttp(TypedResults.Ok);

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> Open(
        Guid fileId, CurrentUser user, FileLinks links, CancellationToken ct, string? variant = null, bool download = false) =>
        (await links.LinkAsync(user.Id, fileId, variant, download, ct)).ToHttp(link => TypedResults.Redirect(link.Url));

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid fileId, CurrentUser user, FileDeletion deletion, CancellationToken ct) =>
        (await deletion.DeleteOwnAsync(user.Id, fileId, ct)).ToHttp();

    private static async Task<Results<Ok<StorageView>, ProblemHttpResult>> Storage(
        CurrentUser user, FileStorage storage, CancellationToken ct, string? sort = null, string? cursor = null) =>
        (await storage.ListAsync(user.Id, sort, cursor, ct)).ToHttp(TypedResults.Ok);
}
