using BrainMessenger.Server.Data;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>
/// Writes one change: locks the chat, reads rights under that lock, applies the effect, and takes the next seq only if
/// something really changed. The rules are the same on both engines.
/// </summary>
internal sealed class ChangeWriter(IDbContextFactory<AppDb> databases)
{
    public async Task<Result<ChangeEntry?>> WriteAsync(ChangeAppend append, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // SQLite begins with the write lock held; on PostgreSQL the chat's row is the lock.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var chat = await db.LockChatAsync(append.ChatId, ct);
        if (append.Attempted is { } attempted && await IsStoredAsync(db, attempted, ct)) return attempted;
        if (chat is not { DeletedAt: null }) return Errors.NotFound;

        var actor = await db.Members.SingleOrDefaultAsync(m => m.ChatId == chat.Id && m.UserId == append.ActorId && m.LeftSeq == null, ct);
        if (actor is null) return Errors.NotFound;

        var change = new ChangeContext(db, chat, actor, append.At);
        var outcome = await ApplyAsync(change, append.Command, ct);
        if (outcome.Error is { } error) return error;
        if (outcome.Value is not { } entry) return new Result<ChangeEntry?>(null, null);

        await StoreAsync(change, entry, ct);
        append.Attempted = entry;
        await transaction.CommitAsync(ct);
        return entry;
    }

    /// <summary>The entry of a change whose commit was not answered; null where it did not happen.</summary>
    public async Task<ChangeEntry?> FindAsync(ChangeAppend append, CancellationToken ct)
    {
        if (append.Attempted is not { } attempted) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockChatAsync(append.ChatId, ct);
        return await IsStoredAsync(db, attempted, ct) ? attempted : null;
    }

    /// <summary>Whether the run before committed: asked under the chat's lock, which waits for what is still under way.</summary>
    private static Task<bool> IsStoredAsync(AppDb db, ChangeEntry entry, CancellationToken ct) =>
        db.Changes.AnyAsync(c => c.ChatId == entry.ChatId && c.Seq == entry.Seq && c.ActorId == entry.ActorId && c.Kind == entry.Kind && c.At == entry.At, ct);

    private static Task<Result<ChangeEntry?>> ApplyAsync(ChangeContext change, ChangeCommand command, CancellationToken ct) => command switch
    {
        ChangeCommand.Edit edit => MessageChanges.EditAsync(change, edit, ct),
        ChangeCommand.Delete delete => MessageChanges.DeleteAsync(change, delete, ct),
        ChangeCommand.React react => MessageChanges.ReactAsync(change, react, ct),
        ChangeCommand.AddMembers add => MemberChanges.AddAsync(change, add, ct),
        ChangeCommand.RemoveMember remove => MemberChanges.RemoveAsync(change, remove, ct),
        ChangeCommand.SetRole role => MemberChanges.SetRoleAsync(change, role, ct),
        ChangeCommand.UpdateChat update => ChatChanges.UpdateAsync(change, update, ct),
        ChangeCommand.DeleteChat => ChatChanges.DeleteAsync(change, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private static async Task StoreAsync(ChangeContext change, ChangeEntry entry, CancellationToken ct)
    {
        var db = change.Db;
        await db.Chats.Where(c => c.Id == entry.ChatId).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastSeq, entry.Seq), ct);
        db.Changes.Add(new Change
        {
            ChatId = entry.ChatId,
            Seq = entry.Seq,
            Kind = entry.Kind,
            ActorId = entry.ActorId,
            TargetSeq = entry.TargetSeq,
            // The text of an edit stays in the message alone: deleting the message then deletes it everywhere.
            Data = entry.Kind == ChangeKinds.Edit ? "{}" : entry.Data,
            At = entry.At,
        });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The locked chat and the actor's open stay, while a change is decided.</summary>
internal sealed record ChangeContext(AppDb Db, Chat Chat, Member Actor, DateTimeOffset At)
{
    public long NextSeq => Chat.LastSeq + 1;

    public ChangeEntry Entry(string kind, long? target, string data) => new(Chat.Id, NextSeq, kind, Actor.UserId, target, data, At);
}
