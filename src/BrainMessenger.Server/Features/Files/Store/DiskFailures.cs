using Microsoft.AspNetCore.Connections;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>What the system says about the disk, in the words of design §8.</summary>
internal static class DiskFailures
{
    private const int AccessDenied = 13;
    private const int FileTooBig = 27;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>The same on Windows: ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.</summary>
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>A caller who breaks off or sends too much is not the disk's failure.</summary>
    public static async Task<T> Guard<T>(string root, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not (BadHttpRequestException or ConnectionResetException))
        {
            throw Explain(root, e);
        }
    }

    public static StoreException Full(string root, long free, long needed) => new(
        StoreErrors.Full, $"{root} has {free:N0} bytes free, {needed:N0} are needed", "free room on that disk, or move DATA_DIR to a larger one");

    private static StoreException Explain(string root, Exception e) => e switch
    {
        UnauthorizedAccessException or { HResult: AccessDenied or ReadOnlyFileSystem } =>
            new(StoreErrors.AccessDenied, e.Message, $"make {root} writable for the user that runs the server", e),
        { HResult: NoSpace or QuotaExceeded or FileTooBig or WindowsDiskFull or WindowsHandleDiskFull } =>
            new(StoreErrors.Full, e.Message, "free room on that disk, or move DATA_DIR to a larger one", e),
        _ => new(StoreErrors.Failed, e.Message, $"check the disk under {root} (system log, file system check)", e),
    };
}
