namespace BrainMessenger.Faults;

/// <summary>The checkout in which the tests were built.</summary>
internal static class Sources
{
    public static string PathOf(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BrainMessenger.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, relative);
    }
}
