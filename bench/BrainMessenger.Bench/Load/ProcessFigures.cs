using System.Globalization;

namespace BrainMessenger.Bench.Load;

/// <summary>What the kernel says about processes that are measured.</summary>
internal static class ProcessFigures
{
    /// <summary>The kernel counts CPU time in hundredths of a second for user space, on every Linux.</summary>
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>CPU time of one process, µs.</summary>
    public static double CpuOf(int pid)
    {
        var fields = Stat(pid);
        return (fields[UserTime] + fields[SystemTime]) * MicrosecondsPerTick;
    }

    /// <summary>CPU time of a PostgreSQL server: its first process, all that it started, and those that have ended since.</summary>
    public static double CpuOfPostgres(int postmaster)
    {
        var own = Stat(postmaster);
        var ticks = own[UserTime] + own[SystemTime] + own[ChildrenUserTime] + own[ChildrenSystemTime];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid)) continue;
            try
            {
                var child = Stat(pid);
                if (child[Parent] == postmaster) ticks += child[UserTime] + child[SystemTime];
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return ticks * MicrosecondsPerTick;
    }

    /// <summary>Resident memory, KiB.</summary>
    public static long MemoryOf(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
    }

    private const int Parent = 1, UserTime = 11, SystemTime = 12, ChildrenUserTime = 13, ChildrenSystemTime = 14;

    /// <summary>The fields after the name, which may hold spaces and brackets itself; the first is the state.</summary>
    private static long[] Stat(int pid)
    {
        var text = File.ReadAllText($"/proc/{pid}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return [.. fields.Take(15).Select((field, at) => at == 0 ? 0 : long.Parse(field, CultureInfo.InvariantCulture))];
    }
}
