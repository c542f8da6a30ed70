using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using BrainMessenger.Server.Platform;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>What a signed part address allows.</summary>
internal sealed record PartTicket(string Key, int Number, long Length, Guid OwnerId, DateTimeOffset ExpiresAt);

/// <summary>What a signed reading address allows, and how the answer is to look.</summary>
internal sealed record ReadTicket(StoreRead Read, DateTimeOffset ExpiresAt);

/// <summary>
/// The disk's stand-in for presigned addresses: what is allowed stands in the path, under an HMAC of this node's key, one
/// key for writing and one for reading. Nothing has to be looked up, and nothing else opens a file.
/// </summary>
internal sealed class DiskLinks(NodeKey node, TimeProvider time)
{
    public const string Parts = "/files/parts/";
    public const string Content = "/files/content/";

    private readonly byte[] _partKey = node.Derive("file part address");
    private readonly byte[] _readKey = node.Derive("file content address");

    public string Part(PartTicket ticket) => Parts + Sign(_partKey, ticket);

    public string Read(ReadTicket ticket) => Content + Sign(_readKey, ticket);

    /// <summary>Null for what this node did not sign, or what has expired.</summary>
    public PartTicket? OpenPart(string token) => Verify<PartTicket>(_partKey, token) is { } ticket && ticket.ExpiresAt > time.Now() ? ticket : null;

    public ReadTicket? OpenRead(string token) => Verify<ReadTicket>(_readKey, token) is { } ticket && ticket.ExpiresAt > time.Now() ? ticket : null;

    private static string Sign<T>(byte[] key, T ticket)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ticket);
        return Base64Url.EncodeToString(body) + "." + Base64Url.EncodeToString(HMACSHA256.HashData(key, body));
    }

    private static T? Verify<T>(byte[] key, string token)
        where T : class
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !Base64Url.IsValid(token.AsSpan(0, dot)) || !Base64Url.IsValid(token.AsSpan(dot + 1))) return null;
        var body = Base64Url.DecodeFromChars(token.AsSpan(0, dot));
        var signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        return CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(key, body)) ? JsonSerializer.Deserialize<T>(body) : null;
    }
}
