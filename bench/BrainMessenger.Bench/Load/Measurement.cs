namespace BrainMessenger.Bench.Load;

/// <summary>One thing that is measured, and the kinds of servers that do it.</summary>
internal sealed record Measurement(string Title, string Unit, Func<Target, LoadTimes, CancellationToken, Task<Figures>> Run, Func<TargetKind, bool> Fits)
{
    private const int StormPeople = 1_000;
    private const int StormDevices = 5;

    /// <summary>In the order in which a freshly started server does them: first what counts its memory, then the quiet, then the loud.</summary>
    public static IReadOnlyList<Measurement> All { get; } =
    [
        Idle(2_000),
        Idle(10_000),
        new("1,000 people, each with 10 messages a minute", "messages/s", (target, times, ct) => Steady.RunAsync(target, 1_000, 10, times, ct), kind => kind.Name != "raw-coalesce"),
        OneToOneWith(1),
        OneToOneWith(64),
        OneToOneWith(256),
        new($"{StormPeople * StormDevices:N0} sockets of {StormPeople:N0} people come back after a restart", "connects/s", (target, times, ct) => Storm.RunAsync(target, StormPeople, StormDevices, times, ct), kind => !kind.IsProbe),
        new("Group of 1,000 online, 1 sender, 4 messages under way", "deliveries/s", (target, times, ct) => FanOut.RunAsync(target, 1, 4, times, ct), kind => IsNoStore(kind) && kind.Name != "raw-coalesce"),
        new("Group of 1,000 online, burst: 8 senders, 16 messages under way", "deliveries/s", (target, times, ct) => FanOut.RunAsync(target, 8, 2, times, ct), IsNoStore),
    ];

    private static Measurement Idle(int count) =>
        new($"{count:N0} idle authenticated sockets", "connects/s", (target, times, ct) => IdleSockets.RunAsync(target, count, times, ct), kind => IsNoStore(kind) && kind.Name != "raw-coalesce");

    private static Measurement OneToOneWith(int senders) =>
        new($"One-to-one, durable, {senders} sender(s) with one message each under way", "messages/s",
            (target, times, ct) => OneToOne.RunAsync(target, senders, times, ct), kind => kind.Name != "raw-coalesce");

    private static bool IsNoStore(TargetKind kind) => !kind.Name.StartsWith("durable", StringComparison.Ordinal);
}
