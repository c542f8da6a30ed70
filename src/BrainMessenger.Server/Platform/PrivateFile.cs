namespace BrainMessenger.Server.Platform;

/// <summary>Files that only this user may read (keys, mails): mode 0600 from the first byte on.</summary>
internal static class PrivateFile
{
    /// <summary>Writes through a temporary name, so that a crash leaves either the whole file or none.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
