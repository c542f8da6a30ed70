namespace BrainMessenger.Browser.Ground;

/// <summary>axe-core in the page: every rule of WCAG 2.1 A and AA.</summary>
internal static class Axe
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }))
          .violations.map(rule => `${rule.id}: ${rule.help} (${rule.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join(' | ')})`)
        """;

    private static string? _script;

    public static async Task CheckAsync(IPage page, string screen)
    {
        _script ??= await File.ReadAllTextAsync(Repository.Axe);
        // As the debugger does it: the page's own policy would refuse a script tag.
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(_script);
        var violations = await page.EvaluateAsync<string[]>(Run);
        Assert.True(violations.Length == 0, $"{screen}:{Environment.NewLine}{string.Join(Environment.NewLine, violations)}");
    }
}
