using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BrainMessenger.Server.Features.Accounts;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class MailAddressRuleAttribute() : ValidationAttribute("This is not an e-mail address.")
{
    public override bool IsValid(object? value) => value is string text && MailAddress.Clean(text) is not null;
}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NewPasswordRuleAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        PasswordRules.Problem(value as string) is { } problem ? new(problem, [validationContext.MemberName ?? ""]) : ValidationResult.Success;
}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class CodeRuleAttribute() : ValidationAttribute("The code has 8 digits.")
{
    public override bool IsValid(object? value) => value is string { Length: 8 } text && text.All(char.IsAsciiDigit);
}

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed partial class LocaleRuleAttribute() : ValidationAttribute("This is not a language tag such as en or pt-BR.")
{
    public override bool IsValid(object? value) => value is null || (value is string { Length: <= 16 } text && Tag().IsMatch(text));

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex Tag();
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class HandleRuleAttribute() : ValidationAttribute("3 to 32 letters a-z, digits and _, beginning with a letter.")
{
    public override bool IsValid(object? value) => value is null || (value is string text && Form().IsMatch(text));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{2,31}\z")]
    private static partial Regex Form();
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingsRuleAttribute() : ValidationAttribute("A JSON object of at most 8 KiB.")
{
    private const int MaxBytes = 8 * 1024;

    public override bool IsValid(object? value)
    {
        if (value is not JsonElement json || json.ValueKind is JsonValueKind.Null) return true;
        if (json.ValueKind is not JsonValueKind.Object) return false;
        var text = json.GetRawText();
        // \u0000 and lone surrogates hide behind escapes; as raw text they are harmless, and nothing else reads them.
        return System.Text.Encoding.UTF8.GetByteCount(text) <= MaxBytes && Platform.TextRules.IsStorable(text);
    }
}
