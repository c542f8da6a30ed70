using System.Security.Cryptography;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Files.Content;
using BrainMessenger.Server.Features.Files.Store;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Files;

/// <summary>Reserving a file and following its upload.</summary>
internal sealed class FileService(AppDb db, FileStores stores, FileReservations reservations, FileAllowances allowances, FileLimits limits, TimeProvider time)
{
    public async Task<Result<UploadView>> ReserveAsync(Guid userId, ReserveFile request, CancellationToken ct)
    {
        var allowance = await allowances.OfAsync(userId, ct);
        if (request.Size > allowance.MaxSize) return FileErrors.TooLarge(allowance.MaxSize);
        var contentType = request.ContentType.Split(';')[0].Trim().ToLowerInvariant();
        var kind = request.Kind ?? ContentTypes.KindOf(contentType);
        if (ContentTypes.Demanded(kind) is var demanded and not Family.Other && ContentTypes.FamilyOf(contentType) != demanded) return FileErrors.TypeMismatch;
        if (request.ThumbnailOf is { } original && await RefuseThumbnailAsync(userId, original, kind, request.Size, ct) is { } refused) return refused;

        var file = New(userId, request, contentType, kind) with { Store = await stores.ForNewAsync(db, ct) };
        if (await reservations.ReuseAsync(file, ct) is { } reused) return reused.Error is { } error ? error : new UploadView(file.Id, file.PartSize, []);

        var store = stores.Of(file);
        var upload = await store.BeginAsync(new(file.Key, contentType, file.Size), ct);
        var reserved = await reservations.AddAsync(file, upload, allowance.Quota, ct);
        if (reserved.Error is not null) await store.DeleteAsync(file.Key, upload, CancellationToken.None);
        return reserved.Error is { } full ? full : new UploadView(file.Id, file.PartSize, Parts(reserved.Value!, new Dictionary<int, long>()));
    }

    public async Task<Result<UploadPartsView>> PartsAsync(Guid userId, Guid fileId, CancellationToken ct)
    {
        var file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId && f.OwnerId == userId && f.Status != FileStatus.Deleted, ct);
        if (file is null) return Errors.NotFound;
        if (await stores.Of(file).PartsAsync(file.Upload(), ct) is not { } stored) return FileErrors.Missing;
        return new UploadPartsView(file.PartSize, Parts(file, stored));
    }

    private async Task<Error?> RefuseThumbnailAsync(Guid userId, Guid originalId, string kind, long size, CancellationToken ct)
    {
        if (kind != FileKinds.Photo) return FileErrors.TypeMismatch;
        if (size > limits.MaxThumbnailSize) return Error.Validation("size", $"A small picture has at most {limits.MaxThumbnailSize:N0} bytes.");
        var original = await db.Files.AsNoTracking().FirstOrDefaultAsync(
            f => f.Id == originalId && f.OwnerId == userId && f.Status != FileStatus.Deleted && f.ThumbnailOf == null, ct);
        return original is null ? Errors.NotFound : original.ThumbnailId is null ? null : FileErrors.HasThumbnail;
    }

    private StoredFile New(Guid userId, ReserveFile request, string contentType, string kind)
    {
        var id = time.NewId();
        return new()
        {
            Id = id,
            OwnerId = userId,
            Key = $"uploads/{id}/{RandomNumberGenerator.GetHexString(64, lowercase: true)}",
            Store = stores.Default,
            UploadId = "",
            Name = FileNames.Clean(request.Name),
            Size = request.Size,
            ContentType = contentType,
            Kind = kind,
            Status = FileStatus.Uploading,
            PartSize = PartPlan.For(request.Size).PartSize,
            Sha256 = request.Sha256?.ToLowerInvariant(),
            ThumbnailOf = request.ThumbnailOf,
            CreatedAt = time.Now(),
        };
    }

    private List<UploadPartView> Parts(StoredFile file, IReadOnlyDictionary<int, long> stored)
    {
        var (store, upload) = (stores.Of(file), file.Upload());
        var expires = time.Now() + limits.PartLink;
        return [.. Enumerable.Range(1, upload.Plan.Count).Select(number =>
        {
            var signed = store.SignPart(upload, number, expires);
            return new UploadPartView(number, upload.Plan.IsDone(number, stored), signed.Url, signed.Headers);
        })];
    }
}
