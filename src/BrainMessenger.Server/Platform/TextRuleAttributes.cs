using System.ComponentModel.DataAnnotations;

namespace BrainMessenger.Server.Platform;

/// <summary>Text that may be stored, up to a length; null passes.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class TextRuleAttribute(int max) : ValidationAttribute($"At most {max} characters, and none that cannot be stored.")
{
    public override bool IsValid(object? value) => value is null || (value is string text && text.Length <= max && TextRules.IsStorable(text));
}

/// <summary>The same for a value that must be there.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class RequiredTextRuleAttribute(int max) : ValidationAttribute($"1 to {max} characters, and none that cannot be stored.")
{
    public override bool IsValid(object? value) => value is string { Length: > 0 } text && text.Length <= max && TextRules.IsStorable(text);
}

/// <summary>A name as <see cref="TextRules.CleanName"/> accepts it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class NameRuleAttribute() : ValidationAttribute($"A name has 1 to {TextRules.MaxName} visible characters on one line.")
{
    public bool Optional { get; set; }

    public override bool IsValid(object? value) => value is null ? Optional : value is string text && TextRules.CleanName(text) is not null;
}
