using System.Text.RegularExpressions;

namespace BrainMessenger.Browser.Ground;

/// <summary>The texts of the English catalogue by their ids: what people read is also how the tests find it.</summary>
internal static partial class Words
{
    private static readonly Dictionary<string, string> English = Read("en");
    private static readonly Dictionary<string, string> Russian = Read("ru");

    /// <summary>The text, with its {placeholders} filled in order of appearance.</summary>
    public static string Of(string id, params string[] values)
    {
        var text = English.TryGetValue(id, out var found) ? found : throw new KeyNotFoundException($"The English catalogue has no '{id}'.");
        return values.Aggregate(text, (filled, value) => Placeholder().Replace(filled, value.Replace("$", "$$"), 1));
    }

    /// <summary>The text as a pattern that takes anything for its {placeholders}.</summary>
    public static Regex Pattern(string id) => new("^" + Placeholder().Replace(Regex.Escape(Of(id)).Replace("\\{", "{"), ".+") + "$");

    public static string InRussian(string id) => Russian[id];

    /// <summary>English texts of several words, which nobody may meet who has chosen Russian.</summary>
    public static IEnumerable<string> OnlyEnglish => English.Values.Where(text => text.Contains(' ') && !text.Contains('{'));

    private static Dictionary<string, string> Read(string locale)
    {
        var catalogue = File.ReadAllText(Path.Combine(Repository.Root, "web", "src", "locales", $"{locale}.po"));
        return Entry().Matches(catalogue).ToDictionary(
            entry => entry.Groups["id"].Value,
            entry => Regex.Unescape(string.Concat(Quoted().Matches(entry.Groups["text"].Value).Select(part => part.Groups[1].Value))));
    }

    [GeneratedRegex("""^msgid "(?<id>[^"]+)"\nmsgstr (?<text>(?:"(?:[^"\\]|\\.)*"\n?)+)""", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
