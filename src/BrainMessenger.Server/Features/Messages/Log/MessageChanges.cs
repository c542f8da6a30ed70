using System.Text.Json;
using BrainMessenger.Server.Features.Chats;
using BrainMessenger.Server.Platform;
using Microsoft.EntityFrameworkCore;

namespace BrainMessenger.Server.Features.Messages.Log;

/// <summary>Edit, delete for all, reactions.</summary>
internal static class MessageChanges
{
    private const int MaxDifferentReactions = 20;

    public static async Task<Result<ChangeEntry?>> EditAsync(ChangeContext change, ChangeCommand.Edit edit, CancellationToken ct)
    {
        if (await FindAsync(change, edit.Seq, ct) is not { } message) return Errors.NotFound;
        if (message.SenderId != change.Actor.UserId || !Roles.MayPost(change.Actor.Role, change.Chat.Type)) return Errors.Forbidden;
        if (message.DeletedAt is not null) return MessageErrors.Deleted;
        if (message.Text == edit.Text) return Nothing;
        if (edit.Text.Length == 0 && !await change.Db.Attachments.AnyAsync(a => a.ChatId == change.Chat.Id && a.Seq == edit.Seq, ct)) return MessageErrors.EmptyMessage;

        await Target(change, edit.Seq).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, edit.Text).SetProperty(m => m.EditedAt, change.At), ct);
        return change.Entry(ChangeKinds.Edit, edit.Seq, ChangeData.Edit(edit.Text, change.At));
    }

    public static async Task<Result<ChangeEntry?>> DeleteAsync(ChangeContext change, ChangeCommand.Delete delete, CancellationToken ct)
    {
        if (await FindAsync(change, delete.Seq, ct) is not { } message) return Errors.NotFound;
        var moderates = change.Chat.Type != ChatTypes.Personal && Roles.Manages(change.Actor.Role);
        if (message.SenderId != change.Actor.UserId && !moderates) return Errors.Forbidden;
        if (message.DeletedAt is not null) return Nothing;

        await Target(change, delete.Seq).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, "").SetProperty(m => m.DeletedAt, change.At), ct);
        await change.Db.Attachments.Where(a => a.ChatId == change.Chat.Id && a.Seq == delete.Seq).ExecuteDeleteAsync(ct);
        await change.Db.Reactions.Where(r => r.ChatId == change.Chat.Id && r.Seq == delete.Seq).ExecuteDeleteAsync(ct);
        return change.Entry(ChangeKinds.Delete, delete.Seq, "{}");
    }

    public static async Task<Result<ChangeEntry?>> ReactAsync(ChangeContext change, ChangeCommand.React react, CancellationToken ct)
    {
        if (await FindAsync(change, react.Seq, ct) is not { } message) return Errors.NotFound;
        if (message.DeletedAt is not null) return MessageErrors.Deleted;

        var reactions = change.Db.Reactions.Where(r => r.ChatId == change.Chat.Id && r.Seq == react.Seq);
        var same = reactions.Where(r => r.Emoji == react.Emoji);
        var mine = same.Where(r => r.UserId == change.Actor.UserId);
        if (await mine.AnyAsync(ct) == react.On) return Nothing;
        if (react.On)
        {
            if (!await same.AnyAsync(ct) && await reactions.Select(r => r.Emoji).Distinct().CountAsync(ct) >= MaxDifferentReactions) return MessageErrors.TooManyReactions;
            change.Db.Reactions.Add(new Reaction { ChatId = change.Chat.Id, Seq = react.Seq, Emoji = react.Emoji, UserId = change.Actor.UserId, At = change.At });
            await change.Db.SaveChangesAsync(ct);
        }
        else
        {
            await mine.ExecuteDeleteAsync(ct);
        }

        return change.Entry(ChangeKinds.Reaction, react.Seq, ChangeData.Reaction(react.Emoji, await same.CountAsync(ct), react.On));
    }

    private static readonly Result<ChangeEntry?> Nothing = new(null, null);

    private static IQueryable<Message> Target(ChangeContext change, long seq) => change.Db.Messages.Where(m => m.ChatId == change.Chat.Id && m.Seq == seq);

    /// <summary>The message, if the actor may see it.</summary>
    private static async Task<Message?> FindAsync(ChangeContext change, long seq, CancellationToken ct)
    {
        var stays = await change.Db.Members.AsNoTracking().Where(m => m.ChatId == change.Chat.Id && m.UserId == change.Actor.UserId).ToListAsync(ct);
        if (!stays.Any(s => s.VisibleFrom <= seq && (s.LeftSeq is null || seq < s.LeftSeq))) return null;
        return await Target(change, seq).AsNoTracking().SingleOrDefaultAsync(ct);
    }
}

/// <summary>The data of change entries: resulting values, so that applying one twice or over a newer message ends right (design §4).</summary>
internal static class ChangeData
{
    public static string Edit(string text, DateTimeOffset at) => JsonSerializer.Serialize(new EditData(text, at), ChangeJson.Default.EditData);

    public static string Reaction(string emoji, int count, bool on) => JsonSerializer.Serialize(new ReactionData(emoji, count, on), ChangeJson.Default.ReactionData);

    public static string Members(IReadOnlyList<Guid> userIds, string? role, string state) =>
        JsonSerializer.Serialize(new MemberData(userIds, role, state), ChangeJson.Default.MemberData);

    public static string Chat(ChatData data) => JsonSerializer.Serialize(data, ChangeJson.Default.ChatData);
}

internal sealed record EditData(string Text, DateTimeOffset EditedAt);

internal sealed record ReactionData(string Emoji, int Count, bool On);

/// <param name="State">joined, left, removed or role.</param>
internal sealed record MemberData(IReadOnlyList<Guid> UserIds, string? Role, string State);

/// <param name="PhotoRemoved">True where the photo was taken away: an absent photoFileId means "unchanged".</param>
internal sealed record ChatData(string? Name = null, Guid? PhotoFileId = null, bool? PhotoRemoved = null, bool? HistoryForNewMembers = null);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(EditData))]
[System.Text.Json.Serialization.JsonSerializable(typeof(ReactionData))]
[System.Text.Json.Serialization.JsonSerializable(typeof(MemberData))]
[System.Text.Json.Serialization.JsonSerializable(typeof(ChatData))]
internal sealed partial class ChangeJson : System.Text.Json.Serialization.JsonSerializerContext;
