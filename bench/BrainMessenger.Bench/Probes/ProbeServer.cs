using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BrainMessenger.Bench.Probes;

/// <summary>Bare Kestrel WebSocket: zero-byte reads, one frame built for all; the store, where there is one, between.</summary>
internal sealed class ProbeServer(IProbeStore? store, bool coalesce) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, ProbeRoom> _rooms = new();

    public async Task RunAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.Zero });
        app.Map("/ws", ServeAsync);
        await app.StartAsync(ct);
        Console.WriteLine($"ready: {app.Urls.First()}");
        if (store is not null) await store.RunAsync(Answer, ct);
        else await app.WaitForShutdownAsync(ct);
    }

    public ValueTask DisposeAsync() => store?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var member = new ProbeSocket(socket);
        List<ProbeRoom> rooms = [];
        try
        {
            while (await ReadAsync(socket, frame => Take(frame.Span, member, rooms)))
            {
            }
        }
        catch (Exception cut) when (cut is WebSocketException or IOException)
        {
            // The load generator went away.
        }

        foreach (var room in rooms) room.Leave(member);
    }

    private static async ValueTask<bool> ReadAsync(WebSocket socket, Action<ReadOnlyMemory<byte>> take)
    {
        // No buffer is held for a socket that says nothing.
        await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (part.MessageType is WebSocketMessageType.Close) return false;
                length += part.Count;
                if (!part.EndOfMessage) continue;
                take(buffer.AsMemory(0, length));
                return true;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Take(ReadOnlySpan<byte> frame, ProbeSocket member, List<ProbeRoom> rooms)
    {
        var (type, cid, chatId, text) = ("", Guid.Empty, Guid.Empty, "");
        var reader = new Utf8JsonReader(frame);
        while (reader.Read())
        {
            if (reader.TokenType is not JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("type"u8)) type = Value(ref reader).GetString()!;
            else if (reader.ValueTextEquals("cid"u8)) cid = Value(ref reader).GetGuid();
            else if (reader.ValueTextEquals("chatId"u8)) chatId = Value(ref reader).GetGuid();
            else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("token"u8)) text = Value(ref reader).GetString()!;
        }

        if (type == "hello")
        {
            foreach (var chat in text.Split(',', StringSplitOptions.RemoveEmptyEntries)) rooms.Add(_rooms.GetOrAdd(Guid.Parse(chat), _ => new(coalesce)));
            foreach (var room in rooms) room.Join(member);
            member.Send("{\"type\":\"ready\"}"u8.ToArray());
        }
        else if (type == "send")
        {
            var message = new ProbeMessage(_rooms[chatId], member, chatId, cid, text);
            if (store is null) Answer(message);
            else store.Add(message);
        }
    }

    private static ref Utf8JsonReader Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }

    private static void Answer(ProbeMessage message)
    {
        message.Sender.Send(Encoding.UTF8.GetBytes($"{{\"type\":\"ack\",\"cid\":\"{message.Cid}\",\"chatId\":\"{message.ChatId}\",\"seq\":{message.Seq}}}"));
        message.Room.Deliver(Frame(message), message.Sender);
    }

    private static ReadOnlyMemory<byte> Frame(ProbeMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message"u8);
            json.WriteString("chatId"u8, message.ChatId);
            json.WriteNumber("seq"u8, message.Seq);
            json.WriteNumber("ordinal"u8, message.Seq);
            json.WriteString("senderId"u8, message.Sender.Id);
            json.WriteString("cid"u8, message.Cid);
            json.WriteString("text"u8, message.Text);
            json.WriteString("at"u8, DateTimeOffset.UtcNow);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
