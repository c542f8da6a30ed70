namespace BrainMessenger.Server.Platform.Configuration;

/// <summary>The values as given, with where each came from: the environment, which wins, or the .env file.</summary>
internal sealed class ConfigurationSource
{
    private readonly Dictionary<string, (string Value, string Origin)> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the process environment and <c>.env</c> in the working directory.</summary>
    public static ConfigurationSource FromProcess()
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
        return Read(environment, ".env");
    }

    public static ConfigurationSource Read(IReadOnlyDictionary<string, string> environment, string? dotEnvPath)
    {
        var source = new ConfigurationSource();
        if (dotEnvPath is not null && File.Exists(dotEnvPath))
            foreach (var (name, value) in DotEnv.Parse(dotEnvPath)) source._values[name] = (value, ".env");
        foreach (var (name, value) in environment)
            if (value.Length > 0) source._values[name] = (value, "environment");
        source.RefuseUnknown();
        return source;
    }

    public string? Get(string name) => _values.TryGetValue(name, out var entry) && entry.Value.Length > 0 ? entry.Value : null;

    public string Origin(string name) => _values.TryGetValue(name, out var entry) && entry.Value.Length > 0 ? entry.Origin : "default";

    private void RefuseUnknown()
    {
        foreach (var (name, (value, origin)) in _values)
        {
            if (value.Length == 0) continue;
            var known = Variables.All.FirstOrDefault(v => v.Name == name);
            if (known is { Built: false })
                throw Wrong($"{name} is set ({origin}), but this version cannot use it yet: remove it.");
            if (known is null && Variables.Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
                throw Wrong($"{name} ({origin}) is not a variable of this server: correct its name or remove it; `config show` lists all.");
        }
    }

    public static StartupException Wrong(string sentence) => new(ExitCode.Configuration, sentence);
}

internal static class DotEnv
{
    /// <summary>NAME=value lines; # starts a comment line; single or double quotes around the value are taken off.</summary>
    public static IEnumerable<(string Name, string Value)> Parse(string path)
    {
        var number = 0;
        foreach (var raw in File.ReadLines(path))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw ConfigurationSource.Wrong($"{path}, line {number} is not NAME=value: correct or remove it.");
            yield return (line[..equals].TrimEnd(), Unquote(line[(equals + 1)..].Trim()));
        }
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' && value.Length >= 2 ? value[1..^1] : value;
}
