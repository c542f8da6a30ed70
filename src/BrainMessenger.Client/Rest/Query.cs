using System.Globalization;
using System.Text;

namespace BrainMessenger.Client;

/// <summary>Builds a path with escaped query values; null values are left out.</summary>
internal static class Query
{
    public static string Of(string path, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var result = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in values)
        {
            if (value is null) continue;
            var text = value is bool flag
                ? flag ? "true" : "false"
                : Convert.ToString(value, CultureInfo.InvariantCulture)!;
            result.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(text));
            separator = '&';
        }

        return result.ToString();
    }
}
