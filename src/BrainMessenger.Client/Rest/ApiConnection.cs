using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace BrainMessenger.Client;

/// <summary>Sends one request: token, one renewal when it was refused, problem to exception.</summary>
internal sealed class ApiConnection(HttpClient http, Credentials credentials)
{
    public HttpClient Http => http;

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) =>
        ReadAsync(() => new(HttpMethod.Get, path), type, ct);

    public Task DeleteAsync(string path, CancellationToken ct) => SendAsync(() => new(HttpMethod.Delete, path), ct);

    public Task PutAsync(string path, CancellationToken ct) => SendAsync(() => new(HttpMethod.Put, path), ct);

    public Task CallAsync<TBody>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> type, CancellationToken ct) =>
        SendAsync(() => WithBody(method, path, body, type), ct);

    public Task<T> CallAsync<TBody, T>(
        HttpMethod method, string path, (TBody Value, JsonTypeInfo<TBody> Type) body, JsonTypeInfo<T> type,
        CancellationToken ct, Guid? idempotencyKey = null) =>
        ReadAsync(
            () =>
            {
                var request = WithBody(method, path, body.Value, body.Type);
                if (idempotencyKey is { } key) request.Headers.Add("Idempotency-Key", key.ToString());
                return request;
            },
            type,
            ct);

    private static HttpRequestMessage WithBody<TBody>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> type) =>
        new(method, path) { Content = JsonContent.Create(body, type) };

    private async Task<T> ReadAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await SendCheckedAsync(make, ct);
        return await response.Content.ReadFromJsonAsync(type, ct)
            ?? throw new ApiException(response.StatusCode, "client.empty", "The server's answer was empty.");
    }

    private async Task SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        using var response = await SendCheckedAsync(make, ct);
    }

    private async Task<HttpResponseMessage> SendCheckedAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        var token = await credentials.TokenAsync(ct);
        var response = await SendOnceAsync(make, token, ct);
        if (response.StatusCode is HttpStatusCode.Unauthorized && token is not null
            && await credentials.ReplaceAsync(token, ct) is { } renewed)
        {
            response.Dispose();
            response = await SendOnceAsync(make, renewed, ct);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ProblemReader.ReadAsync(response, ct);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        Func<HttpRequestMessage> make, string? token, CancellationToken ct)
    {
        using var request = make();
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, ct);
    }
}
