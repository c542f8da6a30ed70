namespace BrainMessenger.Browser.Ground;

/// <summary>For stories that write more than a person could.</summary>
public sealed class UnlimitedServer : RealServer
{
    protected override IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string> { ["RATE_LIMITS"] = "off" };
}
