using System.Globalization;

namespace BrainMessenger.Faults;

/// <summary>How a run goes; the seed decides every choice that we make ourselves.</summary>
internal sealed record KillPlan(string Engine, int Kills, int Seed)
{
    /// <summary>Folder of a server that was built to fail; the release build where null.</summary>
    public string? Server { get; init; }

    /// <summary>What the server runs under, such as strace with its arguments.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>Where the server kills itself; null where we kill it at random moments.</summary>
    public string? Point { get; init; }

    /// <summary>Not the server is killed, but PostgreSQL behind it.</summary>
    public bool KillsDatabase { get; init; }

    public int People { get; init; } = 16;

    public int Chats { get; init; } = 4;

    /// <summary>Each person writes so often; 16 of them make up to 800 a second while the server lives.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan ShortestLife { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestLife { get; init; } = TimeSpan.FromSeconds(Number("FAULTS_LIFE") ?? 4);

    /// <summary>The server comes to its point up to so often before it dies there.</summary>
    public int MostPassings { get; init; } = 300;

    /// <summary>A kill comes this long after its last sends at most.</summary>
    public TimeSpan LastBreath { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>From the environment (FAULTS_KILLS, FAULTS_SEED; FAULTS_LIFE in seconds), so that a run can be repeated.</summary>
    public static KillPlan For(string engine) => new(
        engine,
        Number("FAULTS_KILLS") ?? 20,
        Number("FAULTS_SEED") ?? Random.Shared.Next(1, 1_000_000));

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
