using System.Globalization;

namespace BrainMessenger.Server.Features.Search;

/// <summary>Where the next page begins: below a document of the index, or behind a message that was read.</summary>
internal readonly record struct SearchCursor(long? Below, ScanPosition? Behind)
{
    /// <summary>Null where it is none of ours; the beginning without one.</summary>
    public static SearchCursor? Read(string? cursor)
    {
        if (cursor is null) return new(null, null);
        var parts = cursor.Split('.');
        if (parts is ["i", var number] && TryRead(number, out var below)) return new(below, null);
        if (parts is not ["m", var at, var chat, var seq] || !TryRead(at, out var ms) || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return null;
        if (!Guid.TryParseExact(chat, "N", out var chatId) || !TryRead(seq, out var position)) return null;
        return new(null, new(DateTimeOffset.FromUnixTimeMilliseconds(ms), chatId, position));
    }

    public override string? ToString()
    {
        if (Below is { } below) return $"i.{below}";
        return Behind is { } p ? $"m.{p.At.ToUnixTimeMilliseconds()}.{p.ChatId:N}.{p.Seq}" : null;
    }

    private static bool TryRead(string digits, out long value) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
