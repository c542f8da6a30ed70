namespace BrainMessenger.Faults;

/// <summary>Gathers a row of each run where FAULTS_TABLE names a file.</summary>
internal static class FaultTable
{
    private static readonly Lock _gate = new();

    public static void Add(string row)
    {
        if (Environment.GetEnvironmentVariable("FAULTS_TABLE") is not { } file) return;
        lock (_gate) File.AppendAllLines(file, File.Exists(file) ? [row] : [KillOutcome.Header, row]);
    }
}
