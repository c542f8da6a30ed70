using System.Threading.Channels;
using BrainMessenger.Server.Data;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Chats;

/// <summary>
/// Removes what a deleted chat held, in slices, so that a large one never holds the database's lock for long. The row
/// itself stays as the mark of what is still to do, until nothing is left.
/// </summary>
internal sealed class DeletedChats(IDbContextFactory<AppDb> databases, TimeProvider time, ILogger<DeletedChats> log) : Worker(time, log)
{
    private const int Slice = 1000;

    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A chat was deleted. Nothing polls: an idle server leaves the database asleep.</summary>
    public void Notice() => _due.Writer.TryWrite(true);

    protected override async Task RunAsync(CancellationToken ct)
    {
        Notice();
        while (await _due.Reader.WaitToReadAsync(ct))
        {
            _due.Reader.TryRead(out _);
            try
            {
                await SweepAsync(ct);
            }
            catch (Exception e) when (DatabaseFaults.Of(e) is { } fault)
            {
                Log.LogWarning("Deleted chats could not be emptied yet ({Cause}). The next start or deletion goes on.", fault.Cause);
            }
        }
    }

    public async Task SweepAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var chats = await db.Chats.Where(c => c.DeletedAt != null).Select(c => c.Id).ToListAsync(ct);
        foreach (var chatId in chats)
        {
            await EmptyAsync(db, chatId, ct);
            await db.Members.Where(m => m.ChatId == chatId).ExecuteDeleteAsync(ct);
            await db.Chats.Where(c => c.Id == chatId).ExecuteDeleteAsync(ct);
        }
    }

    private static async Task EmptyAsync(AppDb db, Guid chatId, CancellationToken ct)
    {
        while (true)
        {
            var until = await db.Messages.Where(m => m.ChatId == chatId).OrderBy(m => m.Seq).Select(m => (long?)m.Seq).Skip(Slice).FirstOrDefaultAsync(ct);
            var below = until ?? long.MaxValue;
            await db.Attachments.Where(a => a.ChatId == chatId && a.Seq < below).ExecuteDeleteAsync(ct);
            await db.Reactions.Where(r => r.ChatId == chatId && r.Seq < below).ExecuteDeleteAsync(ct);
            await db.Changes.Where(c => c.ChatId == chatId && c.Seq < below).ExecuteDeleteAsync(ct);
            await db.Messages.Where(m => m.ChatId == chatId && m.Seq < below).ExecuteDeleteAsync(ct);
            if (until is null) return;
        }
    }
}
