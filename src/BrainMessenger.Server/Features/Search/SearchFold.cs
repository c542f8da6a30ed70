using System.Globalization;
using System.Text;
using BrainMessenger.Server.Platform.Text;

namespace BrainMessenger.Server.Features.Search;

/// <summary>
/// The form in which texts and queries are compared: case, marks on Latin and Greek letters, stress marks, full-width
/// forms and characters that show nothing do not count; ё is е, ß is ss.
/// </summary>
internal sealed class SearchFold
{
    private readonly int[] _starts;

    private SearchFold(string value, int[] starts) => (Value, _starts) = (value, starts);

    public string Value { get; }

    public static SearchFold Of(string text)
    {
        // Texts that combine are rare, and composing takes far longer than all the rest.
        if (MayCombine(text) && Composition.Compose(text) is var composed && composed != text) return new(Fold(composed, null), []);
        var starts = new List<int>(text.Length + 1);
        var value = Fold(text, starts);
        starts.Add(text.Length);
        return new(value, [.. starts]);
    }

    /// <summary>Where a stretch of the folded text stands in the text; null where that was not composed, so that places differ.</summary>
    public (int Start, int Length)? Source(int index, int length)
    {
        if (_starts.Length == 0) return null;
        var end = index + length;
        // A letter that became two ends where the next one begins.
        while (end < Value.Length && _starts[end] == _starts[end - 1]) end++;
        return (_starts[index], _starts[end] - _starts[index]);
    }

    private static string Fold(string text, List<int>? starts)
    {
        var folded = new StringBuilder(text.Length);
        Span<char> pair = stackalloc char[2];
        for (var i = 0; i < text.Length;)
        {
            var at = i;
            if (text[i] < 0x80)
            {
                folded.Append(char.ToLowerInvariant(text[i++]));
                starts?.Add(at);
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) is not System.Buffers.OperationStatus.Done) rune = Rune.ReplacementChar;
            i += length;
            if (IsNothing(rune)) continue;
            var lower = Rune.ToLowerInvariant(rune);
            var letters = Letters(lower.Value) is { Length: > 0 } special ? special : pair[..new Rune(WithoutMarks(lower.Value)).EncodeToUtf16(pair)];
            folded.Append(letters);
            for (var n = 0; n < letters.Length; n++) starts?.Add(at);
        }

        return folded.ToString();
    }

    private static ReadOnlySpan<char> Letters(int value) => value switch
    {
        'ё' => "е",
        'ς' => "σ",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        0x3000 => " ",
        _ => default,
    };

    private static int WithoutMarks(int value) => value switch
    {
        >= 0xFF01 and <= 0xFF5E => char.ToLowerInvariant((char)(value - 0xFEE0)),
        (>= 0x00C0 and <= 0x024F) or (>= 0x0370 and <= 0x03FF) or (>= 0x1E00 and <= 0x1FFF) => Composition.BaseOf(value),
        _ => value,
    };

    /// <summary>Marks that stand alone after composing (a stress on a Russian vowel), soft hyphens, joiners and other formats.</summary>
    private static bool IsNothing(Rune rune) =>
        rune.Value is (>= 0x0300 and <= 0x036F) or (>= 0xFE00 and <= 0xFE0F) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format;

    private static bool MayCombine(string text)
    {
        foreach (var c in text)
            if (c >= 0x0300 && (c is (>= (char)0x1100 and <= (char)0x11FF) or (>= (char)0xF900 and <= (char)0xFAFF)
                || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)) return true;
        return false;
    }
}
