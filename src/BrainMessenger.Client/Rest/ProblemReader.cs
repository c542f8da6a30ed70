using System.Text.Json;

namespace BrainMessenger.Client;

/// <summary>Turns an RFC 9457 answer into an <see cref="ApiException"/>.</summary>
internal static class ProblemReader
{
    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        using var document = Parse(body);
        var problem = document?.RootElement ?? default;

        return new ApiException(
            response.StatusCode,
            Text(problem, "code") ?? $"http.{(int)response.StatusCode}",
            Text(problem, "detail") ?? Text(problem, "title") ?? $"The server answered {(int)response.StatusCode}.")
        {
            RetryAfter = response.Headers.RetryAfter?.Delta ?? Seconds(problem),
            Errors = Fields(problem),
            TraceId = Text(problem, "traceId"),
        };
    }

    /// <summary>Null for what is no JSON object: a proxy's page, an empty body.</summary>
    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Not ours, so the status has to do.
        }

        return null;
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? Seconds(JsonElement problem) =>
        problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty("retryAfter", out var value)
            && value.TryGetDouble(out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static Dictionary<string, IReadOnlyList<string>> Fields(JsonElement problem)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (problem.ValueKind is not JsonValueKind.Object || !problem.TryGetProperty("errors", out var errors)
            || errors.ValueKind is not JsonValueKind.Object)
            return fields;

        foreach (var field in errors.EnumerateObject())
            fields[field.Name] = field.Value.ValueKind is JsonValueKind.Array
                ? [.. field.Value.EnumerateArray().Select(text => text.ToString())]
                : [field.Value.ToString()];
        return fields;
    }
}
