namespace BrainMessenger.Server.Platform.Configuration;

/// <summary><c>brainmessenger config show</c>: each value with its origin; secrets are masked.</summary>
internal static class ConfigShow
{
    public static void Print(ConfigurationSource source, TextWriter output)
    {
        foreach (var variable in Variables.All.Where(v => v.Built))
        {
            var value = source.Get(variable.Name);
            var shown = value is null ? variable.Default ?? "(not set)" : variable.Secret ? "********" : value;
            output.WriteLine($"{variable.Name,-20} {shown,-32} {source.Origin(variable.Name)}");
        }
    }

    /// <summary>The table of docs/configuration.md; a test keeps that page equal to it.</summary>
    public static void PrintMarkdown(TextWriter output)
    {
        output.WriteLine("| variable | default | meaning |");
        output.WriteLine("| --- | --- | --- |");
        foreach (var v in Variables.All.Where(v => v.Built))
            output.WriteLine($"| `{v.Name}` | {(v.Default is null ? "" : $"`{v.Default}`")} | {v.Meaning}{(v.Secret ? " Secret." : "")} |");
    }
}
