using System.Globalization;
using BrainMessenger.Checker;

namespace BrainMessenger.Faults;

/// <summary>What came out.</summary>
/// <param name="UnderWay">How many of the kills met sends under way.</param>
/// <param name="Alive">How long the server lived in all, from its ready line to its kill.</param>
/// <param name="SlowestPercent">99 of 100 sends were acknowledged within this, lives and restarts together.</param>
internal sealed record KillOutcome(KillPlan Plan, Report Report, int UnderWay, TimeSpan Duration, TimeSpan Alive, TimeSpan SlowestPercent)
{
    public const string Header =
        """
        | engine | faults | number | with sends under way | seconds | sends | acknowledged | a second of life | lost | doubled | reordered | leaked | other | p99 ms | seed |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    public double AcknowledgedPerSecond => Report.Acknowledged / Alive.TotalSeconds;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Plan.Engine}: seed {Plan.Seed}, {Plan.Kills} kills ({UnderWay} with sends under way) in {Duration.TotalSeconds:0} s, {AcknowledgedPerSecond:0} acknowledged/s of the server's {Alive.TotalSeconds:0} s of life, from {Plan.People} sockets in {Plan.Chats} chats; {Report}");

    /// <summary>A row under the header.</summary>
    public string ToRow(string fault)
    {
        var other = Report.Violations.Count - new[] { Damage.Lost, Damage.Doubled, Damage.Reordered, Damage.Leaked }.Sum(Report.Count);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Plan.Engine} | {fault} | {Plan.Kills} | {UnderWay} | {Duration.TotalSeconds:0} | {Report.Invoked:N0} | {Report.Acknowledged:N0} | {AcknowledgedPerSecond:0} | {Report.Count(Damage.Lost)} | {Report.Count(Damage.Doubled)} | {Report.Count(Damage.Reordered)} | {Report.Count(Damage.Leaked)} | {other} | {SlowestPercent.TotalMilliseconds:N0} | {Plan.Seed} |");
    }
}
