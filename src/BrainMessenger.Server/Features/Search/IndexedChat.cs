namespace BrainMessenger.Server.Features.Search;

/// <summary>How far a chat's log is in the index.</summary>
internal sealed class IndexedChat
{
    public required Guid ChatId { get; init; }

    public required long Seq { get; init; }
}
