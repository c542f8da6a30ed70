using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Features.Files;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Accounts;

/// <summary>One's own account.</summary>
internal sealed class MeService(AppDb db, UserCatalog users, FileCatalog files, IChatAnnouncer announcer, TimeProvider time)
{
    public async Task<Result<UserView>> GetAsync(Guid userId, CancellationToken ct) =>
        await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId && u.DeletedAt == null, ct) is { } user ? users.OwnView(user) : Errors.AuthRequired;

    public async Task<Result<UserView>> UpdateAsync(Guid userId, UpdateMeRequest request, CancellationToken ct)
    {
        if (request.PhotoFileId is { } photo && !await files.IsOwnPhotoAsync(userId, photo, ct))
            return Error.Validation("photoFileId", "This is not a ready photo of yours.");
        if (request.Handle is { } wanted && await IsTakenAsync(userId, wanted, ct)) return AccountErrors.HandleTaken;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Users.FirstOrDefaultAsync(u => u.Id == userId && u.DeletedAt == null, ct) is not { } user) return Errors.AuthRequired;
        Apply(request, user);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            return AccountErrors.HandleTaken;
        }

        IReadOnlyList<MeEntry> told = request.SettingsGiven
            ? await MeLog.AppendAsync(db, [userId], MeKinds.Settings, Guid.Empty, user.Settings ?? "{}", time.Now(), ct)
            : [];
        await transaction.CommitAsync(ct);
        announcer.Me(told);
        return users.OwnView(user);
    }

    private Task<bool> IsTakenAsync(Guid userId, string handle, CancellationToken ct)
    {
        var key = handle.ToLowerInvariant();
        return db.Users.AnyAsync(u => u.HandleKey == key && u.Id != userId, ct);
    }

    private static void Apply(UpdateMeRequest request, User user)
    {
        if (request.Name is { } name) user.Name = TextRules.CleanName(name)!;
        if (request.Locale is { } locale) user.Locale = locale;
        if (request.PhotoGiven) user.PhotoFileId = request.PhotoFileId;
        if (request.SettingsGiven) user.Settings = request.Settings?.ValueKind is System.Text.Json.JsonValueKind.Object ? request.Settings.Value.GetRawText() : null;
        if (!request.HandleGiven) return;
        user.Handle = request.Handle;
        user.HandleKey = request.Handle?.ToLowerInvariant();
    }
}
