using System.Globalization;
using System.Text.RegularExpressions;

namespace BrainMessenger.Server.Features.Files.Store;

/// <summary>
/// Where things lie below the store's folder: <c>incoming/{fileId}.{random}/</c> holds an upload's parts, and the rename
/// of that folder to the key, <c>uploads/{fileId}/{random}/</c>, is what completes it: no byte is copied, no room needed.
/// </summary>
internal sealed partial class DiskLayout(string root)
{
    private const string TemporaryEnding = ".tmp";

    public string Root { get; } = root;

    public string Incoming { get; } = Path.Combine(root, "incoming");

    public string Uploads { get; } = Path.Combine(root, "uploads");

    /// <summary>Folders on their way out.</summary>
    public string Removed { get; } = Path.Combine(root, "removed");

    public string NewRemoved() => Path.Combine(Removed, System.Security.Cryptography.RandomNumberGenerator.GetHexString(16));

    public string UploadOf(string key)
    {
        var (file, random) = Split(key);
        return Path.Combine(Incoming, file + "." + random);
    }

    public string ObjectOf(string key)
    {
        var (file, random) = Split(key);
        return Path.Combine(Uploads, file, random);
    }

    public static string Part(string folder, int number) => Path.Combine(folder, number.ToString("00000", CultureInfo.InvariantCulture));

    /// <summary>A name that no other writer of the same part has.</summary>
    public static string TemporaryPart(string folder, int number) =>
        Part(folder, number) + "." + System.Security.Cryptography.RandomNumberGenerator.GetHexString(16) + TemporaryEnding;

    /// <summary>Bytes by number; what is half written does not count.</summary>
    public static Dictionary<int, long> PartsIn(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => PartName().IsMatch(file.Name))
            .ToDictionary(file => int.Parse(file.Name, CultureInfo.InvariantCulture), file => file.Length);

    public static IEnumerable<string> TemporaryIn(string folder) => Directory.EnumerateFiles(folder, "*" + TemporaryEnding);

    public IEnumerable<(string Key, string Folder)> All()
    {
        foreach (var folder in Folders(Incoming))
            if (Path.GetFileName(folder).Split('.') is [var file, var random] && IsKey(Key(file, random))) yield return (Key(file, random), folder);
        foreach (var parent in Folders(Uploads))
            foreach (var folder in Folders(parent))
                if (Key(Path.GetFileName(parent), Path.GetFileName(folder)) is var key && IsKey(key)) yield return (key, folder);
    }

    private static string Key(string file, string random) => $"uploads/{file}/{random}";

    private static bool IsKey(string key) => KeyForm().IsMatch(key);

    private static IEnumerable<string> Folders(string parent) => Directory.Exists(parent) ? Directory.EnumerateDirectories(parent) : [];

    /// <summary>Keys come from our own rows and signed addresses; checked all the same, because they become paths.</summary>
    private static (string File, string Random) Split(string key)
    {
        var match = KeyForm().Match(key);
        if (!match.Success) throw new ArgumentException("Not a key of this store.", nameof(key));
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    [GeneratedRegex(@"\Auploads/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9a-f]{64})\z")]
    private static partial Regex KeyForm();

    [GeneratedRegex(@"\A[0-9]{5}\z")]
    private static partial Regex PartName();
}
