namespace BrainMessenger.Server.Platform.Http;

/// <summary>What a POST with an Idempotency-Key was answered.</summary>
internal sealed class IdempotentAnswer
{
    public required Guid UserId { get; init; }

    public required string Path { get; init; }

    public required string Key { get; init; }

    public required string BodyHash { get; init; }

    /// <summary>0 while the first request is under way.</summary>
    public required int Status { get; set; }

    public string? Location { get; set; }

    public string? Answer { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
