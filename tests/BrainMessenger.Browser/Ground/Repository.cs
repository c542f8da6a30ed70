namespace BrainMessenger.Browser.Ground;

/// <summary>Where the things under test lie: the release build and the folders beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Server => Path.Combine(Root, "artifacts", "server", "brainmessenger.dll");

    public static string Screenshots => Path.Combine(Root, "artifacts", "screenshots");

    public static string Axe => Path.Combine(Root, "web", "node_modules", "axe-core", "axe.min.js");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "BrainMessenger.slnx"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository."));
}
