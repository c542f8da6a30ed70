using System.Net;

namespace BrainMessenger.Server.Features.Mail;

/// <summary>The words of the mails, by language; a language that is not here gets English.</summary>
internal static class MailTexts
{
    /// <summary>The code that proves an address at sign-up. Without the typed name: it would carry anybody's words to anybody.</summary>
    public static MailMessage Code(string to, string locale, string code, int minutes) => Language(locale) switch
    {
        "ru" => Write(to, "ru", $"{code} — ваш код BrainMessenger", "Здравствуйте!",
            ["Чтобы завершить регистрацию, введите этот код:"], code,
            [$"Код действует {minutes} минут. Никому его не сообщайте.", "Если вы не регистрировались, ничего делать не нужно."]),
        _ => Write(to, "en", $"{code} is your BrainMessenger code", "Hello,",
            ["To finish signing up, enter this code:"], code,
            [$"It works for {minutes} minutes. Do not share it with anyone.", "If you did not sign up, there is nothing to do."]),
    };

    /// <summary>For the owner of an account whose address somebody signs up with: a notice, never a code.</summary>
    public static MailMessage AlreadyRegistered(string to, string locale, string name, Uri server) => Language(locale) switch
    {
        "ru" => Write(to, "ru", "У вас уже есть учётная запись BrainMessenger", $"Здравствуйте, {name}!",
            ["Кто-то пытался зарегистрироваться с этим адресом, но у вас уже есть учётная запись.", $"Если это были вы, просто войдите: {server}"], null,
            ["Если это были не вы, ничего делать не нужно."]),
        _ => Write(to, "en", "You already have a BrainMessenger account", $"Hello {name},",
            ["Somebody tried to sign up with this address, but you already have an account.", $"If it was you, simply sign in: {server}"], null,
            ["If it was not you, there is nothing to do."]),
    };

    private static string Language(string locale) => locale.Split('-')[0].ToLowerInvariant();

    private static MailMessage Write(string to, string language, string subject, string greeting, string[] before, string? code, string[] after)
    {
        string[] lines = [greeting, .. before, .. code is null ? (string[])[] : ["    " + code], .. after, "BrainMessenger"];
        var paragraphs = lines.Select(line => line.Trim() == code
            ? $"<p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{code}</p>"
            : $"<p>{WebUtility.HtmlEncode(line)}</p>");
        var html = $"<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(subject)}</title></head>\n"
            + $"<body style=\"font-family:sans-serif;font-size:16px;line-height:1.5\">\n{string.Join('\n', paragraphs)}\n</body>\n</html>\n";
        return new(to, subject, string.Join("\n\n", lines) + "\n", html);
    }
}
