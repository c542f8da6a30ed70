[assembly: AssemblyFixture(typeof(BrainMessenger.Browser.Ground.SharedServer))]

namespace BrainMessenger.Browser.Ground;

/// <summary>
/// One server for all stories that leave it running: people of different stories never meet. Limits are off, for together they
/// write more than a person could.
/// </summary>
public sealed class SharedServer : RealServer
{
    protected override IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string> { ["RATE_LIMITS"] = "off" };
}
