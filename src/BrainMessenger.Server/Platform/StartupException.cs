namespace BrainMessenger.Server.Platform;

/// <summary>Why the server does not start: one sentence with its cure, and the exit code that scripts can tell apart.</summary>
internal sealed class StartupException(ExitCode exitCode, string sentence) : Exception(sentence)
{
    public ExitCode ExitCode { get; } = exitCode;
}

/// <summary>Exit codes of the server; docs/operations.md lists them.</summary>
internal enum ExitCode
{
    Ok = 0,
    Failed = 1,
    Configuration = 10,
    PortTaken = 11,
    DataDirUnwritable = 12,
    DataDirInUse = 13,
    Database = 14,
}
