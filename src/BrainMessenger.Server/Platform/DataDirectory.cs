namespace BrainMessenger.Server.Platform;

/// <summary>
/// The folder that holds everything the embedded parts keep. Held exclusively while the server runs: two servers on one
/// SQLite file or key folder would each believe to be alone.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream? _lock;

    private DataDirectory(string path, FileStream? hold)
    {
        Path = path;
        _lock = hold;
    }

    public string Path { get; }

    public string Keys => Sub("keys", ownerOnly: true);

    public string Files => Sub("files");

    public string Mail => Sub("mail", ownerOnly: true);

    public string Database => System.IO.Path.Combine(Path, "messenger.db");

    /// <summary>Beside SQLite only. Can be removed while the server is down: it is made again.</summary>
    public string SearchIndex => System.IO.Path.Combine(Path, "search.db");

    /// <summary>Creates the folder where needed and takes hold of it.</summary>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            CreateOwn(full);
            var probe = System.IO.Path.Combine(full, ".write-test");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.DataDirUnwritable,
                $"DATA_DIR {full} cannot be written ({e.Message.TrimEnd('.')}): make it writable for this user or set DATA_DIR to another folder.");
        }

        try
        {
            return new(full, new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new StartupException(ExitCode.DataDirInUse,
                $"DATA_DIR {full} is in use by another server: stop it first, or set DATA_DIR to another folder.");
        }
    }

    /// <summary>Without taking hold of it: for verbs that work beside a running server.</summary>
    public static DataDirectory Beside(string path) => new(System.IO.Path.GetFullPath(path), null);

    public void Dispose() => _lock?.Dispose();

    private string Sub(string name, bool ownerOnly = false)
    {
        var folder = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(folder)) return folder;

        if (ownerOnly) CreateOwn(folder);
        else Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>For this user only: the database in it holds what people wrote. A folder that exists keeps its rights.</summary>
    private static void CreateOwn(string folder)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Owner);
    }
}
