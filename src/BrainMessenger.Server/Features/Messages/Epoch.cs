namespace BrainMessenger.Server.Features.Messages;

/// <summary>The random id of this database's history, read once at start: another one means that clients start from nothing.</summary>
internal sealed class Epoch
{
    public Guid Id { get; set; }
}
