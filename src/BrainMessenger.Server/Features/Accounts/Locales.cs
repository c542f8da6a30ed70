namespace BrainMessenger.Server.Features.Accounts;

internal static class Locales
{
    public const string Default = "en";

    /// <summary>The language of mails: as asked for, else the browser's first, else English.</summary>
    public static string Pick(string? asked, HttpRequest request)
    {
        if (asked is not null) return asked;
        var first = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString()).FirstOrDefault();
        return first is not null && new LocaleRuleAttribute().IsValid(first) ? first : Default;
    }
}
