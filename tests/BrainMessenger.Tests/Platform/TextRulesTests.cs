using BrainMessenger.Server.Features.Accounts;
using BrainMessenger.Server.Platform;
using BrainMessenger.Server.Platform.Text;

namespace BrainMessenger.Tests.Platform;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("Ana", "Ana")]
    [InlineData("  Ana \u00a0 B\u2003C ", "Ana B C")]
    [InlineData("An\u202ea", "Ana")]
    [InlineData("\u2066Ana\u2069", "Ana")]
    [InlineData("A\u200bn\ufeffa\u2060\u00ad", "Ana")]
    [InlineData("An\u200da", "Ana")]
    [InlineData("An\u200c\u200da", "Ana")]
    [InlineData("A\ufe0fna", "Ana")]
    [InlineData("\u3164", null)]
    [InlineData("\u200b\u202e", null)]
    [InlineData("A\u3164B", "AB")]
    [InlineData("e\u0301", "é")]
    [InlineData("И\u0306рий", "Йрий")]
    [InlineData("نور\u200cالدین", "نور\u200cالدین")]
    [InlineData("👩\u200d🚀", "👩\u200d🚀")]
    [InlineData("❤\ufe0f", "❤\ufe0f")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("a\nb", null)]
    [InlineData("a\tb", null)]
    [InlineData("a\0b", null)]
    [InlineData("a\u0085b", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData(null, null)]
    public void A_name_is_what_it_looks_like(string? raw, string? name) => Assert.Equal(name, TextRules.CleanName(raw));

    [Fact]
    public void A_name_has_at_most_64_characters_after_cleaning()
    {
        Assert.NotNull(TextRules.CleanName(new string('a', 64) + "  "));
        Assert.Null(TextRules.CleanName(new string('a', 65)));
        Assert.NotNull(TextRules.CleanName(string.Concat(Enumerable.Repeat("e\u0301", 64))));
        Assert.Null(TextRules.CleanName(new string(' ', 100_000) + "a"));
    }

    [Fact]
    public void Half_characters_and_zero_cannot_be_stored()
    {
        string[] storable = ["", "text", "😀", "\u0001", "\uffff"];
        string[] not = ["\0", "a\0", "\ud800", "\udc00", "a\ud83d", "\ud83d\ud83d", "\udc00\ud800", "😀\ud83d"];
        Assert.All(storable, text => Assert.True(TextRules.IsStorable(text)));
        Assert.All(not, text => Assert.False(TextRules.IsStorable(text)));
    }

    // From NormalizationTest.txt's kinds: order of marks, blocked marks, Hangul, exclusions, singletons.
    [Theory]
    [InlineData("D\u0307\u0323", "\u1e0c\u0307")]
    [InlineData("a\u0323\u0302", "\u1ead")]
    [InlineData("a\u0302\u0323", "\u1ead")]
    [InlineData("a\u0315\u0300\u05ae", "\u00e0\u05ae\u0315")]
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("\uac00\u11a8", "\uac01")]
    [InlineData("\u1100\u1161\u1161", "\uac00\u1161")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0041\u030a\u0301", "\u01fa")]
    [InlineData("\u0301a", "\u0301a")]
    [InlineData("plain", "plain")]
    public void Text_is_composed_as_Unicode_says(string text, string composed)
    {
        Assert.Equal(composed, Composition.Compose(text));
        Assert.Equal(composed, Composition.Compose(composed));
    }

    [Theory]
    [InlineData("Ana@Example.org", "Ana@example.org")]
    [InlineData(" a.b+c@sub.example.co ", "a.b+c@sub.example.co")]
    [InlineData("a@пример.рф", "a@xn--e1afmkfd.xn--p1ai")]
    [InlineData("a@b", null)]
    [InlineData("a@b.", null)]
    [InlineData("a@.b.org", null)]
    [InlineData("a@-b.org", null)]
    [InlineData("a@b_c.org", null)]
    [InlineData("a@127.0.0.1", null)]
    [InlineData("a..b@c.org", null)]
    [InlineData(".a@c.org", null)]
    [InlineData("a@b@c.org", null)]
    [InlineData("\"a b\"@c.org", null)]
    [InlineData("a b@c.org", null)]
    [InlineData("a@c.org\r\nBcc: x@y.org", null)]
    [InlineData("а@c.org", null)]
    [InlineData("@c.org", null)]
    [InlineData("", null)]
    public void An_address_is_one_that_every_mail_server_takes(string raw, string? clean) => Assert.Equal(clean, MailAddress.Clean(raw));
}
