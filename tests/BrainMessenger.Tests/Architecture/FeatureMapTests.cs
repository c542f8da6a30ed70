using System.Text.RegularExpressions;

namespace BrainMessenger.Tests.Architecture;

/// <summary>Which feature may use which. A new arrow is a decision: it is written here or not taken.</summary>
public sealed partial class FeatureMapTests
{
    private static readonly Dictionary<string, string[]> _mayUse = new()
    {
        ["Accounts"] = ["Chats", "Files", "Mail"],
        ["Chats"] = ["Accounts", "Files", "Messages"],
        ["Files"] = ["Chats"],
        ["Mail"] = [],
        ["Messages"] = ["Chats", "Files"],
        ["Realtime"] = ["Accounts", "Chats", "Files", "Messages"],
        ["Search"] = ["Accounts", "Chats", "Messages"],
    };

    [Fact]
    public void Features_use_each_other_only_as_the_map_says()
    {
        var features = Path.Combine(Sources(), "Features");
        var taken = Directory.EnumerateFiles(features, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Uses().Matches(File.ReadAllText(file)).Select(use => (From: FeatureOf(features, file), To: use.Groups[1].Value)))
            .Where(use => use.From != use.To)
            .Distinct();

        Assert.Empty(taken.Where(use => !_mayUse[use.From].Contains(use.To)).Select(use => $"{use.From} uses {use.To}"));
    }

    [Fact]
    public void Every_feature_is_on_the_map()
    {
        var folders = Directory.GetDirectories(Path.Combine(Sources(), "Features")).Select(Path.GetFileName);

        Assert.Equal(_mayUse.Keys.Order(), folders.Order());
    }

    [Fact]
    public void The_platform_knows_nothing_of_chat()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Sources(), "Platform"), "*.cs", SearchOption.AllDirectories);

        Assert.Empty(files.Where(file => Uses().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    private static string FeatureOf(string features, string file) => Path.GetRelativePath(features, file).Split(Path.DirectorySeparatorChar)[0];

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BrainMessenger.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "src", "BrainMessenger.Server");
    }

    [GeneratedRegex(@"BrainMessenger\.Server\.Features\.(\w+)")]
    private static partial Regex Uses();
}
