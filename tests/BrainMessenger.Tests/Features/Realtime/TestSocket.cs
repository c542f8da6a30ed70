using System.Text.Json;
using BrainMessenger.Client;

namespace BrainMessenger.Tests.Features.Realtime;

/// <summary>A bare socket of a test: sends objects, waits for a frame that fits.</summary>
internal sealed class TestSocket(RawSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public int? CloseCode => socket.CloseCode;

    /// <summary>Connected, not greeted.</summary>
    public static async Task<TestSocket> ConnectAsync(Server server, string? origin = null) =>
        new(await RawSocket.ConnectAsync(server.Address, options =>
        {
            if (origin is not null) options.SetRequestHeader("Origin", origin);
        }));

    /// <summary>Connected and greeted; the ready frame is returned beside.</summary>
    public static async Task<(TestSocket Socket, JsonElement Ready)> HelloAsync(Server server, Person person, object? have = null)
    {
        var opened = await ConnectAsync(server);
        await opened.SendAsync(new { type = "hello", token = person.Token, have });
        return (opened, await opened.NextAsync("ready"));
    }

    public Task SendAsync(object frame) => socket.SendAsync(JsonSerializer.Serialize(frame));

    public Task SendTextAsync(string text) => socket.SendAsync(text);

    /// <summary>The next frame of that type; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string type, Func<JsonElement, bool>? fits = null)
    {
        using var timeout = new CancellationTokenSource(_patience);
        while (await socket.ReceiveFrameAsync(timeout.Token) is { } frame)
            if (frame.GetProperty("type").GetString() == type && fits?.Invoke(frame) != false) return frame;
        throw new InvalidOperationException($"The socket closed with {CloseCode} before a {type} frame.");
    }

    /// <summary>The first frame of each type, in whatever order they come; others are passed over.</summary>
    public async Task<Dictionary<string, JsonElement>> FirstOfEachAsync(params string[] types)
    {
        var found = new Dictionary<string, JsonElement>();
        using var timeout = new CancellationTokenSource(_patience);
        while (found.Count < types.Length && await socket.ReceiveFrameAsync(timeout.Token) is { } frame)
            if (frame.GetProperty("type").GetString() is { } type && types.Contains(type)) found.TryAdd(type, frame);
        return found;
    }

    /// <summary>Everything that came until a pong: what the server had to say when asked.</summary>
    public async Task<List<JsonElement>> UntilPongAsync()
    {
        await SendAsync(new { type = "ping" });
        using var timeout = new CancellationTokenSource(_patience);
        var frames = new List<JsonElement>();
        while (await socket.ReceiveFrameAsync(timeout.Token) is { } frame)
        {
            if (frame.GetProperty("type").GetString() == "pong") return frames;
            frames.Add(frame);
        }

        throw new InvalidOperationException($"The socket closed with {CloseCode}.");
    }

    /// <summary>Waits until the server closes; its code.</summary>
    public async Task<int?> ClosedAsync()
    {
        using var timeout = new CancellationTokenSource(_patience);
        while (await socket.ReceiveFrameAsync(timeout.Token) is not null)
        {
        }

        return CloseCode;
    }

    /// <summary>How many messages still came before the server's close (or its cut, where even the close could not pass).</summary>
    public async Task<int> CountUntilClosedAsync()
    {
        using var timeout = new CancellationTokenSource(_patience);
        var messages = 0;
        while (await socket.ReceiveFrameAsync(timeout.Token) is { } frame)
            if (frame.GetProperty("type").GetString() == "message") messages++;
        return messages;
    }

    public ValueTask DisposeAsync() => socket.DisposeAsync();
}
