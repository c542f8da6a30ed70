using System.Globalization;
using System.Text;
using BrainMessenger.Server.Features.Messages.Log;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Messages;

/// <summary>The form of what people write; the same for REST and sockets.</summary>
internal static class MessageRules
{
    public const int MaxText = 4096;
    public const int MaxFiles = 10;
    private const int MaxEmojiLength = 32;

    public static Result<MessageBody> Check(Guid? cid, string? text, long? replyTo, IReadOnlyList<Guid>? fileIds)
    {
        if (cid is not { } id || id == Guid.Empty) return Error.Validation("cid", "A message needs a cid: any UUID of the client's own.");
        if (CheckText(text ?? "") is { } error) return error;
        var files = fileIds ?? [];
        if (files.Count > MaxFiles || files.Distinct().Count() != files.Count) return MessageErrors.TooManyFiles;
        if (string.IsNullOrWhiteSpace(text) && files.Count == 0) return MessageErrors.EmptyMessage;
        if (replyTo is < 1) return MessageErrors.BadReply;
        return new MessageBody(id, text ?? "", replyTo, files);
    }

    public static Error? CheckText(string text) =>
        text.Length > MaxText ? MessageErrors.TextTooLong
        : !TextRules.IsStorable(text) ? MessageErrors.BadText
        : null;

    /// <summary>One emoji as people see it: a single text element that is no letter, digit, space or control character.</summary>
    public static bool IsEmoji(string emoji)
    {
        if (emoji.Length is 0 or > MaxEmojiLength || !TextRules.IsStorable(emoji)) return false;
        if (StringInfo.GetNextTextElementLength(emoji) != emoji.Length) return false;
        var first = emoji.EnumerateRunes().First();
        // Keycaps (digit, #, *) end in U+20E3; everything else begins with a symbol.
        return emoji[^1] == '\u20e3' || Rune.GetUnicodeCategory(first) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation
            && first.Value > 0x7f;
    }
}
